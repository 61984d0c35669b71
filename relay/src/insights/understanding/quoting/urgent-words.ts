import type { CallInsights } from '../../../wire/insights.ts';
import type { Language } from '../../../wire/scalars.ts';
import type { Said } from '../said.ts';

type UrgentSaid = CallInsights['mentions']['urgent'][number];

/** Words that a law firm must not overlook, whoever says them and however calmly. Flags, no judgement. */
const words: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:urgent(?:ly)?|emergency|as soon as possible|asap|immediately|right away|deadline|last chance|evict(?:ed|ion)|bailiffs?|arrest(?:ed)?|in custody|police(?: station)?|detained|deport(?:ed|ation)|injunction|threaten(?:ed|ing|s)?|restraining order|before (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)|by tomorrow)\b/giu,
  fr: /(?<!\p{L})(?:urgen(?:t|te|ts|tes|ce|ces)|au plus vite|dès que possible|immédiatement|date limite|dernier délai|délai|expuls(?:ion|é|ée|er)|huissiers?|commissaire de justice|saisies?|garde à vue|police|arrêté(?:e)?|incarcéré(?:e)?|mise en demeure|commandement de payer|citation|référé|menac(?:e|es|é|ée|ent)|avant (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain))(?!\p{L})/giu,
  nl: /(?<!\p{L})(?:dringende?|spoed(?:eisend)?|zo snel mogelijk|onmiddellijk|meteen|deadline|uiterste datum|uithuiszetting|uitgezet|(?:gerechts)?deurwaarder|beslag|dagvaarding|ingebrekestelling|politie|aangehouden|opgepakt|voorhechtenis|bedreig(?:d|ing|t)|kort geding|voor (?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|morgen))(?!\p{L})/giu,
  de: /(?<!\p{L})(?:dringend(?:e|er|es|en|em)?|eilige?|eilt|so schnell wie möglich|umgehend|sofort|frist(?:ablauf)?|räumung(?:sklage)?|gerichtsvollzieher|pfändung|polizei|festgenommen|untersuchungshaft|u-haft|haftbefehl|einstweilige verfügung|mahnbescheid|bedroh(?:t|ung)|kündigungsschutzklage|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen)|vor (?:montag|dienstag|mittwoch|donnerstag|freitag))(?!\p{L})/giu,
};

/** "not urgent" is no flag. */
const denied: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:not|isn['’]t|no)\s+(?:\w+\s+)?$/iu,
  fr: /(?:\bpas|\bsans|\baucune?)\s+(?:\p{L}+\s+)?$/iu,
  nl: /\b(?:niet|geen)\s+(?:\p{L}+\s+)?$/iu,
  de: /\b(?:nicht|keine?n?)\s+(?:\p{L}+\s+)?$/iu,
};

export function urgentSaid({ id, text, language }: Said): UrgentSaid[] {
  return [...text.matchAll(words[language])].flatMap((match) =>
    denied[language].test(text.slice(0, match.index)) ? [] : [{ segmentId: id, quote: match[0] }],
  );
}
