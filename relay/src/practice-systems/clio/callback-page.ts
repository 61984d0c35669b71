import type { Language } from '../../wire/scalars.ts';
import type { Finished } from './clio-connection.ts';

type Result = Finished['result'];
const words: Record<Language, Record<Result, string> & { back: string }> = {
  en: {
    connected: 'Clio is connected as {as}.',
    declined: 'Clio was not connected: access was declined there.',
    failed: 'Clio was not connected: it refused the exchange. Please check the identifier and the secret.',
    link_over: 'This link is no longer valid. Please start again in Callbrief.',
    back: 'You may close this page and go back to Callbrief.',
  },
  fr: {
    connected: 'Clio est relié au nom de {as}.',
    declined: 'Clio n’a pas été relié : l’accès y a été refusé.',
    failed: 'Clio n’a pas été relié : l’échange a été refusé. Veuillez vérifier l’identifiant et le secret.',
    link_over: 'Ce lien n’est plus valable. Veuillez recommencer dans Callbrief.',
    back: 'Vous pouvez fermer cette page et revenir à Callbrief.',
  },
  nl: {
    connected: 'Clio is verbonden als {as}.',
    declined: 'Clio werd niet verbonden: de toegang is daar geweigerd.',
    failed:
      'Clio werd niet verbonden: de uitwisseling is geweigerd. Gelieve de identificatie en het geheim na te kijken.',
    link_over: 'Deze koppeling is niet meer geldig. Gelieve opnieuw te beginnen in Callbrief.',
    back: 'U mag deze pagina sluiten en teruggaan naar Callbrief.',
  },
  de: {
    connected: 'Clio ist verbunden als {as}.',
    declined: 'Clio wurde nicht verbunden: Der Zugriff wurde dort abgelehnt.',
    failed: 'Clio wurde nicht verbunden: Der Austausch wurde abgelehnt. Bitte prüfen Sie Kennung und Geheimnis.',
    link_over: 'Dieser Link ist nicht mehr gültig. Bitte beginnen Sie in Callbrief von vorn.',
    back: 'Sie können diese Seite schließen und zu Callbrief zurückkehren.',
  },
};

/** What the administrator's browser shows in the end. */
export function callbackPage(finished: Finished): string {
  const language = finished.language ?? 'en';
  const { [finished.result]: said, back } = words[language];
  const sentence = said.replace('{as}', () => escaped(finished.result === 'connected' ? finished.as : ''));
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Callbrief</title></head>
<body><main><h1>Callbrief</h1><p>${sentence}</p><p>${back}</p></main></body></html>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
