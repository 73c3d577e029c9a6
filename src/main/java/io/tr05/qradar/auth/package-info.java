/**
 * Who is calling: the Authorization header becomes the {@link io.tr05.qradar.auth.Credentials} of one tenant, or an
 * {@link io.tr05.qradar.auth.AuthorizationException}; and which addresses the relay may connect to on a tenant's word.
 */
@NullMarked
package io.tr05.qradar.auth;

import org.jspecify.annotations.NullMarked;
