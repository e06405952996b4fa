package io.millrace.flow.learner;

import java.util.List;

/** What one record brought about; usually nothing, until a batch is full. */
public record LearnerOutput(
    List<PolicyVersion> versions, List<MemberFate> fates, List<UpdateMetrics> metrics) {}
