import { sign, type KeyObject } from 'node:crypto';

/** sipgate's `X-Sipgate-Signature`: Base64 of RSA PKCS#1 v1.5 with SHA-256 over the form as sent (telephony facts 4.3). */
export function signSipgate(privateKey: KeyObject | string, form: string): string {
  return sign('RSA-SHA256', Buffer.from(form), privateKey).toString('base64');
}
