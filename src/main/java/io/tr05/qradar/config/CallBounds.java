package io.tr05.qradar.config;

/**
 * How many calls are worked on at once; further ones are refused.
 *
 * @param most of all tenants together, 1 to 10,000
 * @param mostPerTenant with one login at one console, 1 to {@code most}
 */
public record CallBounds(int most, int mostPerTenant) {}
