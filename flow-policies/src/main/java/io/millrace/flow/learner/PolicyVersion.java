package io.millrace.flow.learner;

/**
 * A version ready to be published.
 *
 * @param sha256 of the artifact
 * @param parentSha256 of the version before
 * @param lastOffset the last advantages record that it used
 * @param artifact safetensors bytes
 * @param finished the learner has met its stop condition with this version
 */
public record PolicyVersion(
    String policyId,
    long epoch,
    long version,
    String sha256,
    String parentSha256,
    String recipeHash,
    long lastOffset,
    byte[] artifact,
    boolean finished) {}
