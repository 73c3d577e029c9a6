/** What the files for operators say: manifests for Kubernetes, and Compose. */
@org.jspecify.annotations.NullMarked
package io.tr05.qradar.deploy;
