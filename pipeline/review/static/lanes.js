// Marks that overlap get lanes of their own, the first one just below the text.

/** Give each mark ({start, end}) the lowest lane that is free over its whole length; return how many there are. */
export function assignLanes(marks) {
  const order = [...marks].sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1));
  const ends = [];
  // What is inside another lies nearer to the text: longer marks take their lanes after the shorter ones.
  for (const group of clusters(order)) {
    const taken = [];
    for (const mark of [...group].sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start)) {
      mark.lane = firstFree(taken, mark);
      (taken[mark.lane] ??= []).push(mark);
    }
    ends.push(taken.length);
  }
  return Math.max(0, ...ends);
}

function firstFree(taken, mark) {
  const free = taken.findIndex((lane) => lane.every((other) => other.end <= mark.start || mark.end <= other.start));
  return free < 0 ? taken.length : free;
}

function* clusters(order) {
  let group = [];
  let end = -1;
  for (const mark of order) {
    if (mark.start >= end && group.length) {
      yield group;
      group = [];
    }
    group.push(mark);
    end = Math.max(end, mark.end);
  }
  if (group.length) yield group;
}
