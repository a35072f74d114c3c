/** Whether a topic is one of those that a filter with `+` and a last `#` means. */
export const topicMatches = (filter: string, topic: string): boolean => {
  const wanted = filter.split('/');
  const given = topic.split('/');
  const [last] = wanted.slice(-1);
  if (last === '#') wanted.pop();
  else if (wanted.length !== given.length) return false;
  return wanted.every(
    (part, at) => given[at] !== undefined && (part === '+' || part === given[at]),
  );
};
