package io.millrace.job.credit;

import io.millrace.job.record.GroupEvent;

/**
 * Which group.
 *
 * @param policyId the policy that acted
 * @param epoch the life of that policy
 * @param groupId unique within the two
 */
public record GroupKey(String policyId, long epoch, String groupId) {

  static GroupKey of(GroupEvent event) {
    return new GroupKey(event.policyId(), event.epoch(), event.groupId());
  }

  /** The key in this text, as {@link GroupEvent#groupKey} writes it. */
  static GroupKey parse(String text) {
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    return new GroupKey(
        text.substring(0, first),
        Long.parseLong(text.substring(first + 1, second)),
        text.substring(second + 1));
  }
}
