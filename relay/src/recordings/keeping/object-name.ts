import { MediaError } from '../ports.ts';

/** The tenant is in front, so that an operator can see (and a bucket's rules can say) whose it is. */
export const objectNameOf = (tenantId: string, recordingId: string): string => `${tenantId}/${recordingId}`;

/** @throws MediaError for a name that could lead anywhere else. Ours never do. */
export function objectPath(objectName: string): string[] {
  const parts = objectName.split('/');
  if (parts.length > 4 || !parts.every((part) => /^[A-Za-z0-9_-][\w.-]{0,120}$/.test(part))) {
    throw new MediaError('internal', `"${objectName}" is not a name for something kept.`, { retryable: false });
  }
  return parts;
}
