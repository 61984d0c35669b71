import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import { createBreather } from '../breather.ts';
import type { Said } from '../said.ts';
import { datesSaid } from './dates-said.ts';
import type { CallMoment } from './found-date.ts';
import { sentencesOf } from './sentences.ts';

type Task = CallInsights['tasks']['tasks'][number];

/** How people promise, and ask for something to be done. */
const patterns: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(?:i|we)(?:['’]ll| will| am going to| are going to) (?!be\b|see\b|have to go\b)\w+/iu,
    /\b(?:mr|mrs|ms|miss|dr|someone|somebody|the \w+|he|she|they) (?:\p{Lu}\p{L}+ )?will (?!be able\b)\w+/iu,
    /\b(?:could|can|would) you (?:please )?(?:send|call|ask|tell|give|email|confirm|check|let|forward|arrange|prepare|draft|cancel|move)\b/iu,
    /\bplease (?:send|call|ask|tell|email|confirm|check|let|forward|arrange)\b/iu,
    /\b(?:i|we) (?:also )?(?:need|have) to know\b|\b(?:i|we) need (?:a|an|the|you|someone) \w+/iu,
    /\b(?:has|have|needs?) to (?:call|send|pay|sign|appear|answer|reply|file)\b|\bmust (?:call|send|pay|sign|appear|answer|reply|file)\b/iu,
    /\bwants? to (?:speak|talk) to\b|\bi (?:want|would like|need) to (?:speak|talk|make|move|cancel|change)\b/iu,
  ],
  fr: [
    /(?<!\p{L})(?:je|nous) (?:vous |lui |le |la |les )?(?:envoie|enverrai|enverrons|transmets|transmettons|transmettrai|demande(?=\s+à)|demanderai|rappelle|rappellerai|ferai|ferons|paierai|apporte|apporterai|vérifie|vérifierai|confirme|confirmerai|dépose|déposerai|note(?=\s+de))(?!\p{L})/iu,
    /(?<!\p{L})vous (?:enverra|rappellera|confirmera|contactera|répondra|transmettra)(?!\p{L})/iu,
    /(?<!\p{L})il faut(?: absolument)? (?:que |qu['’]|me |nous |\p{L}+er(?!\p{L}))/iu,
    /(?<!\p{L})(?:pouvez-vous|pourriez-vous|vous pouvez|vous pourriez|est-ce que vous pouvez) (?:me |nous |lui |s['’]il vous plaît )*(?:\p{L}+(?:er|ir|re))(?!\p{L})/iu,
    /(?<!\p{L})(?:j['’]ai besoin d|nous avons besoin d|est-ce que je dois|dois-je|je voudrais savoir|je veux savoir)(?:['’]|e|\s|(?!\p{L}))/iu,
    /(?<!\p{L})je (?:voudrais|veux|souhaite) (?:parler|prendre|annuler|déplacer|changer)(?!\p{L})/iu,
  ],
  nl: [
    /(?<!\p{L})(?:ik|wij|we) (?:stuur|sturen|bezorg|bezorgen|bel|bellen|vraag(?! me )|vragen|zal|zullen|betaal|betalen|geef|geven|breng|brengen|bevestig|bevestigen|mail|mailen)(?!\p{L})(?! over(?!\p{L}))/iu,
    /(?<!\p{L})(?:bezorgt|stuurt|belt|bevestigt) u(?!\p{L})/iu,
    /(?<!\p{L})die vraag geef ik(?!\p{L})/iu,
    /(?<!\p{L})(?:kunt u|kan u|zou u|wilt u) (?!ik)(?:ons |mij |me |hem |haar )?(?=.*(?:bezorgen|sturen|bellen|vragen|bevestigen|regelen|laten|nakijken|doorsturen|geven))/iu,
    /(?<!\p{L})(?:moet ik|ik moet weten|ik wil weten|ik heb .{0,30} nodig)(?!\p{L})/iu,
    /(?<!\p{L})ik (?:wil|zou graag|wens) .{0,40}(?:spreken|maken|annuleren|verplaatsen|wijzigen)(?!\p{L})/iu,
    /(?<!\p{L})(?:moet|moeten) .{0,40}(?:terugbellen|terug bellen|antwoorden|betalen|tekenen)(?!\p{L})/iu,
  ],
  de: [
    /(?<!\p{L})(?:ich|wir) (?:schicke|schicken|sende|senden|rufe(?! wegen)|rufen|werde|werden|bezahle|zahle|bringe|bestätige|leite|maile|gebe)(?!\p{L})/iu,
    /(?<!\p{L})(?:ruft|sendet|schickt) sie(?!\p{L})|(?<!\p{L})wird (?:herr|frau|sich|sie|ihnen) .{0,60}(?:klären|melden|anrufen|schicken|senden|bestätigen)(?!\p{L})/iu,
    /(?<!\p{L})(?:herr|frau) \p{Lu}\p{L}+ (?:wird|ruft|meldet|schickt|sendet)(?!\p{L})/u,
    /(?<!\p{L})(?:könnten|können|würden) sie .{0,80}(?:schicken|senden|anrufen|zurückrufen|bestätigen|prüfen|mitteilen|geben|fragen)(?!\p{L})/iu,
    /(?<!\p{L})(?:muss ich|ich muss wissen|ich möchte wissen|ich brauche)(?!\p{L})/iu,
    /(?<!\p{L})(?:muss|müssen) .{0,60}(?:zurückrufen|anrufen|bezahlen|unterschreiben|antworten)(?!\p{L})/iu,
    /(?<!\p{L})ich (?:möchte|will|würde gern) .{0,60}(?:sprechen|vereinbaren|absagen|verschieben|ändern)(?!\p{L})/iu,
  ],
};

/** "What may I note?" of the firm is no task. */
const asksWhat: Readonly<Record<Language, RegExp>> = {
  en: /^(?:what|which|when|where|who|how)\b.*\?$/iu,
  fr: /^(?:que|qu['’]|quel|quelle|quand|où|qui|comment|avez-vous)(?!\p{L}).*\?$/iu,
  nl: /^(?:wat|welke?|wanneer|waar|wie|hoe)(?!\p{L}).*\?$/iu,
  de: /^(?:was|welche\p{L}?|wann|wo|wer|wie)(?!\p{L}).*\?$/iu,
};

const MOST_FOLLOW_UPS = 20;

/** What may be left to do, as it was said; a person says whether it is. Never more than a suggestion. */
export async function followUps(segments: readonly Said[], moment: CallMoment): Promise<Task[]> {
  const breathe = createBreather();
  const found: Task[] = [];
  for (const segment of segments) {
    await breathe();
    let nth = 0;
    for (const sentence of sentencesOf(segment.text, segment.language)) {
      if (found.length >= MOST_FOLLOW_UPS) return found;
      if (segment.speaker === 'firm' && asksWhat[segment.language].test(sentence)) continue;
      if (!patterns[segment.language].some((pattern) => pattern.test(sentence))) continue;
      const due = datesSaid({ ...segment, text: sentence }, moment).find(({ date }) => date >= moment.date);
      found.push({
        id: `${segment.id}.${nth}`,
        title: sentence.slice(0, 500),
        dueDate: due?.date ?? null,
        quote: sentence.slice(0, 1_000),
        segmentId: segment.id,
        state: 'suggested',
        decided: null,
      });
      nth += 1;
    }
  }
  return found;
}
