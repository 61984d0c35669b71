/**
 * What a promise gives, if it does in time.
 * @returns null when it did not; it goes on, and whether it fails then is told to nobody
 * @throws what the promise throws in time
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
