import { wordSet } from '../fold.ts';
import { alike, endings, numbered, opposites, phrases, rows, titles, units, type Lexicon } from './lexicon.ts';

export const german: Lexicon = {
  months: numbered(
    'januar jan janner, februar feb, marz, april apr, mai, juni jun, juli jul, august aug, september sept sep, oktober okt, november nov, dezember dez',
    1,
  ),
  weekdays: numbered(
    'sonntag sonntags, montag montags, dienstag dienstags, mittwoch mittwochs, donnerstag donnerstags, freitag freitags, samstag samstags sonnabend',
    0,
  ),
  relative: phrases(`
    übermorgen = +2
    vorgestern = -2
    morgen früh = tomorrow morning
    morgen = +1
    heute = 0
    gestern = -1
    nächste woche | nächster woche | kommende woche = next week
    nächsten monat | nächster monat = next month
    nächstes jahr = next year
    letzte woche | vergangene woche = last week
    letzten monat = last month
    letztes jahr = last year
    diese woche | dieser woche = this week
    diesen monat = this month
    ende des monats | monatsende = end of month
    nächsten | nächste | nächster | nächstem | kommenden | kommende = next
    letzten | letzte | letzter = last
    vormittag | morgens = morning
    nachmittag | nachmittags = afternoon
    abend | abends = evening
    nacht = night
    sofort | umgehend = now`),
  units: units(`
    day: tag tage tagen
    week: woche wochen
    month: monat monate monaten
    year: jahr jahre jahren
    hour: stunde stunden
    minute: minute minuten
    percent: % prozent
    GBP: pfund £ gbp
    EUR: euro euros € eur
    USD: dollar $ usd
    CHF: franken chf`),
  before: wordSet('vor bis'),
  after: wordSet('nach ab seit'),
  from: wordSet('vom von'),
  to: wordSet('auf bis zum'),
  stop: wordSet(`der die das den dem des ein eine einen einem einer eines und oder aber denn also als wenn dann dass ob da daher damit weil obwohl wie
    an am auf aus bei beim bis durch für gegen in im ins mit nach neben ohne seit über um unter vom von vor während wegen zu zum zur zwischen per
    ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere du dich dir dein er ihn ihm sein seine seinen seiner sie ihr ihre ihren
    ihrem ihrer ihres ihnen es man sich wer was wo wann warum welche welcher welches welchen bin bist ist sind war waren wurde wurden wird werden
    worden gewesen hat habe haben hatte hatten kann können konnte könnte könnten darf dürfen muss müssen soll sollen sollte will wollen wollte möchte
    möchten mag nicht kein keine keinen keinem keiner nie niemals nichts niemand weder noch ja nein schon auch nur so sehr selbst hier dort jetzt
    doch etwas jemand alle alles andere anderen beide jede jeder jedes mehr weniger viel wenig bitte danke dank vielen gern gerne herr herrn frau
    bereits zudem außerdem daran dazu darüber davon statt anstatt laut wegen sowie mindestens höchstens mal zurück ab diese dieser dieses diesen`),
  glue: wordSet(`anruferin anrufer anrufers mandantin mandant mandanten kundin kunde kunden person kanzlei angesetzt geplant findet statt erfolgen erfolgt datiert büro assistent assistentin mitarbeiter anwalt rechtsanwältin sagt
    sagte erklärt erklärte berichtet erwähnt gibt gab teilt mit meldet bittet bat fragt fragte wünscht will ruft rief angerufen anruf gespräch telefonat
    telefon telefonisch frage fragen sache fall angelegenheit akte nummer handynummer adresse e-mail email mail e erreichbar erreichen kontakt neue neuer
    gegenseite thema betrifft bezüglich hinsichtlich lautet aktenzeichen heißt name möglich nennt rät empfiehlt`),
  alike: alike(`
    zahlen zahl* bezahl* gezahlt* zahlung*
    schicken schick* geschickt* send* gesendet* gesandt* zusend* übersend* mail*
    erhalten erhalt* erhält bekomm* bekam
    unterschreiben unterschr* unterzeichn*
    einverstanden stimmt wahr akzeptier* annehm* ablehn* bestreit* lehnt widersprich* zustimm*
    fordern forder* verlang* gefordert*
    verhandlung* gerichtstermin* 
    verschieben verschob* verschieb* verleg*
    schreiben brief* 
    sorge* besorgt*
    bearbeit* betreu* zuständig*
    zurückrufen rückruf* zurückruf* ruft
    dringend* eilig*
    schriftlich* 
    abfindung*
    beschäftigt* beschäftig* gearbeitet angestellt*
    erscheinen erschein* 
    kündigung* gekündigt* kündig*
    notier* 
    klären klär* geklärt
    termin termine zeit
    arzt* arzttermin*
    bieten biet* bietet angebot* angeboten
    kauf* gekauft
    verkauf*`),
  opposites: opposites(`
    höher steigt erhöht / niedriger sinkt gesenkt
    mieter mieterin / vermieter vermieterin
    arbeitgeber / arbeitnehmer
    kläger klägerin / beklagte beklagter
    mehr / weniger
    gewonnen gewinnt / verloren verliert
    offen geöffnet / geschlossen
    früher / später
    erste ersten / letzte letzten zweite
    mann ehemann / ehefrau
    sohn / tochter
    vater / mutter
    bruder / schwester
    immer / nie niemals
    mindestens / höchstens
    gekauft kauft / verkauft`),
  negators: wordSet('nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder nein'),
  refusals: wordSet(
    'bestreitet bestreiten bestritten verweigert verweigern weigert lehnt abgelehnt unerreichbar unbezahlt widerspricht',
  ),
  joins: wordSet('aber und denn weil obwohl während sondern wenn dass ob da sowie'),
  contrasts: rows(`
    anstatt
    anstelle
    statt
    außer
    ausgenommen`),
  whether: wordSet('ob'),
  asks: wordSet('fragt fragte frage fragen wissen bittet bat wünscht möchte will'),
  yes: wordSet('ja doch genau richtig stimmt'),
  no: wordSet('nein'),
  roles: {
    caller: wordSet('anruferin anrufer anrufers mandantin mandant mandanten kundin kunde kunden'),
    firm: wordSet('kanzlei büro assistent assistentin'),
  },
  titles: titles({ m: 'herr herrn rechtsanwalt', f: 'frau rechtsanwältin', any: 'dr prof' }),
  duties: wordSet('muss müssen soll sollen sollte'),
  others: wordSet('er ihn ihm sie'),
  perfect: true,
  subjects: { speaker: wordSet('ich wir'), object: wordSet('mir mich uns'), other: wordSet('er man') },
  doubleDenies: true,
  askedOf: wordSet('gebeten aufgefordert'),
  earlier: wordSet(''),
  requests: wordSet('bitte bitten könnten können möchte brauche muss kann'),
  passive: /\b(?:ist|sind|war|wurde|worden|werden)\b|\bwird\b.*\b\w{0,6}ge\w{2,}(?:t|en)\b/,
  tense: {
    past: /\b(?:ist|sind|bin)\b.*\b(?:\w{0,6}ge\w{2,}(?:t|en)|ver\w{3,}(?:t|en)|er\w{3,}(?:t|en))\b|\b(?:war|waren|wurde|wurden|bekam|kam|ging|sagte|stand|kundigte|erhielt)\b|\b(?:hat|habe|haben|hatte|hatten)\b.*\b(?:\w{0,6}ge\w{3,}|be\w{3,}(?:t|en)|er\w{3,}(?:t|en)|ver\w{3,}(?:t|en)|unter\w{3,}(?:t|en))\b/,
    future: /\b(?:wird|werde|werden)\b(?!.*\b(?:worden)\b).*\b\w{3,}en\b/,
  },
  endings: endings('s e en n er es em t te ten et ung ungen heit keit lich liche lichen ig ige igen in innen'),
  compounds: true,
  separable: [...wordSet('zurück mit an auf aus ein vor nach ab zu bei weg her hin um')],
  nounsHaveCapitals: true,
};
