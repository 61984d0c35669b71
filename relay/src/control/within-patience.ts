import { ProviderError } from '../providers/port.ts';

/**
 * What a provider is asked, with an end: one that hangs holds up nobody for longer than this. Then nobody knows whether
 * it happened.
 * @throws ProviderError provider_unreachable with `didNotHappen: false`, or what `work` threw
 */
export async function withinPatience<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new ProviderError('provider_unreachable', 'The provider did not answer in time.', { didNotHappen: false }),
      );
    }, patienceMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
