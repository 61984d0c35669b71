/** Whatever the office answers, no other page is opened in the browser of a person who pressed "Connect Clio". */
const hosts: ReadonlySet<string> = new Set(['app.clio.com', 'ca.app.clio.com', 'eu.app.clio.com', 'au.app.clio.com']);

export function isClioPage(url: string): boolean {
  const { protocol, host, username, pathname } = new URL(url);
  return protocol === 'https:' && hosts.has(host) && username === '' && pathname === '/oauth/authorize';
}
