/** Asks once for each id: a month has few matters and people, and many entries of each. A question that failed is asked again. */
export function remembered<T>(ask: (id: string) => Promise<T | null>): (id: string | null) => Promise<T | null> {
  const known = new Map<string, Promise<T | null>>();
  return (id) => {
    if (id === null) return Promise.resolve(null);
    const before = known.get(id);
    if (before) return before;
    const asked = ask(id);
    known.set(id, asked);
    asked.catch(() => known.delete(id));
    return asked;
  };
}
