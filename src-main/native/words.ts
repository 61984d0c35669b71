import type { Language } from '@callbrief/relay/wire/scalars';
import type { PartyRole } from '@callbrief/relay/wire/directory';
import type { ConnectionState, Deadline } from '../../src-preload/contract.ts';

/** The few sentences that the system draws for us: tray and notifications. The windows' own are in src-renderer/words. */
export interface NativeWords {
  open: string;
  popups: string;
  quit: string;
  /** A locked screen says no more. */
  incomingOnly: string;
  newMessageOnly: string;
  role: Record<PartyRole, string>;
  deadline: Record<Deadline['kind'], string>;
  represented: string;
  severalMatches: (count: number) => string;
  incomingTest: string;
  newMessage: (from: string) => string;
  withheld: string;
  callBackLater: string;
  openCall: string;
  openMatter: string;
  status: (connection: ConnectionState) => string;
}

type Statuses = Record<ConnectionState['kind'], string>;
const statusOf = (statuses: Statuses, clock: (iso: string) => string) => (connection: ConnectionState) => {
  const at = 'at' in connection ? connection.at : 'since' in connection ? connection.since : null;
  return statuses[connection.kind].replace('{time}', at === null ? '' : clock(at));
};
const clockIn = (locale: string) => (iso: string) =>
  new Date(iso).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false });

const words: Record<Language, NativeWords> = {
  en: {
    open: 'Open Callbrief',
    popups: 'Show popups',
    quit: 'Quit',
    incomingOnly: 'Incoming call',
    newMessageOnly: 'New message',
    role: {
      client: 'client',
      opposing_party: 'opposing party',
      opposing_counsel: 'opposing counsel',
      court: 'court',
      bailiff: 'bailiff',
      insurer: 'insurer',
      expert: 'expert',
      witness: 'witness',
    },
    deadline: { hearing: 'Hearing', deadline: 'Deadline', meeting: 'Meeting' },
    represented: 'Opposing party, represented. Do not discuss the matter.',
    severalMatches: (count) => `${count} matches`,
    incomingTest: 'Ring test',
    newMessage: (from) => `New message from ${from}`,
    withheld: 'Number withheld',
    callBackLater: 'Call back later',
    openCall: 'Open call',
    openMatter: 'Open matter',
    status: statusOf(
      {
        not_enrolled: 'Not connected yet',
        connecting: 'Connecting',
        up_to_date: 'Up to date, {time}',
        catching_up: 'Catching up',
        reconnecting: 'Reconnecting since {time}',
        offline: 'Offline since {time}',
        silent: 'No news since {time}',
        removed: 'This computer was removed by your office',
      },
      clockIn('en-GB'),
    ),
  },
  fr: {
    open: 'Ouvrir Callbrief',
    popups: 'Afficher les fenêtres d’appel',
    quit: 'Quitter',
    incomingOnly: 'Appel entrant',
    newMessageOnly: 'Nouveau message',
    role: {
      client: 'client',
      opposing_party: 'partie adverse',
      opposing_counsel: 'confrère adverse',
      court: 'greffe',
      bailiff: 'huissier',
      insurer: 'assureur',
      expert: 'expert',
      witness: 'témoin',
    },
    deadline: { hearing: 'Audience', deadline: 'Délai', meeting: 'Réunion' },
    represented: 'Partie adverse, assistée d’un avocat. Ne parlez pas du dossier.',
    severalMatches: (count) => `${count} correspondances`,
    incomingTest: 'Test d’appel',
    newMessage: (from) => `Nouveau message : ${from}`,
    withheld: 'Numéro masqué',
    callBackLater: 'Rappeler plus tard',
    openCall: 'Ouvrir l’appel',
    openMatter: 'Ouvrir le dossier',
    status: statusOf(
      {
        not_enrolled: 'Pas encore connecté',
        connecting: 'Connexion en cours',
        up_to_date: 'À jour, {time}',
        catching_up: 'Mise à jour en cours',
        reconnecting: 'Reconnexion depuis {time}',
        offline: 'Hors ligne depuis {time}',
        silent: 'Sans nouvelles depuis {time}',
        removed: 'Cet ordinateur a été retiré par votre cabinet',
      },
      clockIn('fr-BE'),
    ),
  },
  nl: {
    open: 'Callbrief openen',
    popups: 'Oproepvensters tonen',
    quit: 'Afsluiten',
    incomingOnly: 'Inkomende oproep',
    newMessageOnly: 'Nieuw bericht',
    role: {
      client: 'cliënt',
      opposing_party: 'tegenpartij',
      opposing_counsel: 'advocaat tegenpartij',
      court: 'griffie',
      bailiff: 'gerechtsdeurwaarder',
      insurer: 'verzekeraar',
      expert: 'deskundige',
      witness: 'getuige',
    },
    deadline: { hearing: 'Zitting', deadline: 'Termijn', meeting: 'Vergadering' },
    represented: 'Tegenpartij, heeft een advocaat. Bespreek het dossier niet.',
    severalMatches: (count) => `${count} mogelijke bellers`,
    incomingTest: 'Beltest',
    newMessage: (from) => `Nieuw bericht van ${from}`,
    withheld: 'Nummer verborgen',
    callBackLater: 'Later terugbellen',
    openCall: 'Oproep openen',
    openMatter: 'Dossier openen',
    status: statusOf(
      {
        not_enrolled: 'Nog niet verbonden',
        connecting: 'Verbinden',
        up_to_date: 'Bijgewerkt, {time}',
        catching_up: 'Wordt bijgewerkt',
        reconnecting: 'Opnieuw verbinden sinds {time}',
        offline: 'Offline sinds {time}',
        silent: 'Geen bericht sinds {time}',
        removed: 'Deze computer is door uw kantoor verwijderd',
      },
      clockIn('nl-BE'),
    ),
  },
  de: {
    open: 'Callbrief öffnen',
    popups: 'Anruffenster zeigen',
    quit: 'Beenden',
    incomingOnly: 'Eingehender Anruf',
    newMessageOnly: 'Neue Nachricht',
    role: {
      client: 'Mandant',
      opposing_party: 'Gegenseite',
      opposing_counsel: 'Gegenanwalt',
      court: 'Gericht',
      bailiff: 'Gerichtsvollzieher',
      insurer: 'Versicherung',
      expert: 'Sachverständiger',
      witness: 'Zeuge',
    },
    deadline: { hearing: 'Termin', deadline: 'Frist', meeting: 'Besprechung' },
    represented: 'Gegenseite, anwaltlich vertreten. Nicht über die Sache sprechen.',
    severalMatches: (count) => `${count} Treffer`,
    incomingTest: 'Klingeltest',
    newMessage: (from) => `Neue Nachricht von ${from}`,
    withheld: 'Nummer unterdrückt',
    callBackLater: 'Später zurückrufen',
    openCall: 'Anruf öffnen',
    openMatter: 'Akte öffnen',
    status: statusOf(
      {
        not_enrolled: 'Noch nicht verbunden',
        connecting: 'Verbindung wird hergestellt',
        up_to_date: 'Aktuell, {time}',
        catching_up: 'Wird aktualisiert',
        reconnecting: 'Neue Verbindung seit {time}',
        offline: 'Offline seit {time}',
        silent: 'Keine Nachricht seit {time}',
        removed: 'Dieser Computer wurde von Ihrer Kanzlei entfernt',
      },
      clockIn('de-DE'),
    ),
  },
};

/** @param language any language tag; what we do not speak is English. */
export function nativeWords(language: string): NativeWords {
  const short = language.slice(0, 2);
  return short === 'fr' || short === 'nl' || short === 'de' ? words[short] : words.en;
}
