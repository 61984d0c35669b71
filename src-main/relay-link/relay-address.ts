/**
 * The address that a person typed or a link brought. https only; http for this computer itself, where nobody can listen
 * in. Without a scheme, https is meant.
 * @returns the base without a slash at the end, or null when it is no such address.
 */
export function readRelayAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || text.length > 300 || /\s/.test(text)) return null;
  const url = parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  if (url.hostname === '') return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
