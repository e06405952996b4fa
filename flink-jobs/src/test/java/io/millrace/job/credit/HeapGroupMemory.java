package io.millrace.job.credit;

import io.millrace.job.record.ClosedGroup;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OpenGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The memory of one group on the heap. */
final class HeapGroupMemory implements GroupMemory {
  private final TreeMap<Integer, GroupMember> members = new TreeMap<>();
  private List<GroupMember> retained = List.of();
  private OpenGroup open;
  private ClosedGroup closed;

  @Override
  public OpenGroup open() {
    return open;
  }

  @Override
  public void open(OpenGroup group) {
    open = group;
  }

  @Override
  public void keep(GroupMember member) {
    members.put(member.memberIndex(), member);
  }

  @Override
  public GroupMember member(int memberIndex) {
    return members.get(memberIndex);
  }

  @Override
  public List<GroupMember> members() {
    return new ArrayList<>(members.values());
  }

  @Override
  public ClosedGroup closed() {
    return closed;
  }

  @Override
  public void close(ClosedGroup marker) {
    closed = marker;
    open = null;
    members.clear();
  }

  @Override
  public void retain(List<GroupMember> group) {
    retained = List.copyOf(group);
  }

  @Override
  public List<GroupMember> retained() {
    return retained;
  }
}
