import { wordSet } from '../fold.ts';
import { alike, endings, numbered, opposites, phrases, rows, titles, units, type Lexicon } from './lexicon.ts';

export const dutch: Lexicon = {
  months: numbered(
    'januari jan, februari feb, maart, april apr, mei, juni jun, juli jul, augustus aug, september sept sep, oktober okt, november nov, december dec',
    1,
  ),
  weekdays: numbered(
    'zondag zondags, maandag maandags, dinsdag dinsdags, woensdag, donderdag donderdags, vrijdag vrijdags, zaterdag zaterdags',
    0,
  ),
  relative: phrases(`
    overmorgen = +2
    eergisteren = -2
    morgen = +1
    vandaag = 0
    vanavond = evening
    vanmiddag = afternoon
    vanochtend | vanmorgen = morning
    gisteren = -1
    volgende week | komende week = next week
    volgende maand | komende maand = next month
    volgend jaar = next year
    vorige week = last week
    vorige maand = last month
    vorig jaar = last year
    deze week = this week
    deze maand = this month
    het einde van de maand | einde van de maand | eind van de maand = end of month
    volgende | volgend | komende = next
    vorige | vorig = last
    ochtend | voormiddag = morning
    namiddag | middag = afternoon
    avond = evening
    nacht = night
    onmiddellijk | meteen | direct = now`),
  units: units(`
    day: dag dagen
    week: week weken
    month: maand maanden
    year: jaar jaren
    hour: uur uren
    minute: minuut minuten
    percent: % procent
    GBP: pond ponden £ gbp
    EUR: euro euros € eur
    USD: dollar dollars $ usd
    CHF: frank franken chf`),
  before: wordSet('voor tegen tot uiterlijk'),
  after: wordSet('na vanaf sinds'),
  from: wordSet('van'),
  to: wordSet('naar tot op'),
  stop: wordSet(`de het een en of maar want dus als dan dat die dit deze er te om aan af bij door in met na naar naast onder op over per sinds tegen
    tot tussen uit van vanaf vanwege voor via volgens wegens zonder ik me mij mijn we wij ons onze u uw jij je jouw jullie hij hem zijn zij ze haar
    hun het wat wie waar wanneer waarom hoe welke welk ben bent is was waren wordt worden werd werden geworden geweest heb hebt heeft hebben had
    hadden kan kunt kunnen kon konden mag mogen mocht moet moeten moest wil wilt willen wilde zal zult zullen zou zouden ga gaat gaan ging
    niet geen nooit niets niemand noch ja nee al ook nog zo heel erg zeer zelf daar hier nu toen omdat doordat zodat terwijl hoewel mevrouw meneer
    meester dhr mevr mr graag dank wel alles eens even alleen meer minder veel weinig andere ander beide elk elke ieder iets iemand plaats uiterlijk`),
  glue: wordSet(`gepland vindt plaats dateert gedateerd beller belster client cliente klant kantoor advocatenkantoor assistent medewerker advocaat persoon man vrouw zegt zei vertelt verklaart meldt
    meldde vermeldt noteert noteren geeft aan vraagt vroeg vragen gevraagd wenst wil verzoekt legt uit belt bel bellen gebeld gesprek telefoon telefonisch
    vraag vragen zaak dossier nummer gsm adres emailadres mailadres e-mail mail bereikbaar bereiken contact nieuwe nieuw tegenpartij onderwerp betreft
    betreffende verband inzake wacht laat weten toont voegt toe deelt mee noemt heet naam gegevens mogelijk raadt adviseert`),
  alike: alike(`
    betalen betaal* betaald* betaling*
    sturen stuur* gestuurd* zend* verzend* bezorg* mail* verstur*
    ontvangen ontvang* gekregen krijg* kreeg
    tekenen onderteken* teken* getekend*
    akkoord eens waar klopt ontken* instem* betwist* weiger* aanvaard* accepteer*
    eisen eis* geeist* vorder* gevorderd*
    zitting* rechtszitting*
    dagvaarding* 
    brief brieven document* stuk stukken
    ongerust* bezorgd* ongerustheid
    behandel* 
    terugbellen terug teruggebeld terugbel*
    klaar afgewerkt* voltooid* 
    werken werk werkzaamheden
    dringend* spoed*
    schriftelijk* 
    antwoord* beantwoord*
    doorgeven door geef geeft
    deskundige* expert*
    afspraak afspraken zien
    ziekenhuis* hospitaal
    verkop* verkoop* verkocht
    kop* koop* gekocht kocht`),
  opposites: opposites(`
    hoger stijgt verhoogd / lager daalt verlaagd
    huurder / verhuurder eigenaar
    werkgever / werknemer
    eiser / verweerder
    meer / minder
    wint gewonnen / verliest verloren
    open / gesloten dicht
    vroeger eerder / later
    eerste / laatste tweede
    man echtgenoot / vrouw echtgenote
    zoon / dochter
    vader / moeder
    broer / zus
    altijd / nooit
    koopt gekocht / verkoopt verkocht`),
  negators: wordSet('niet geen nooit niets niemand zonder noch nee'),
  refusals: wordSet('weigert weigeren geweigerd betwist betwisten ontkent onbereikbaar onbetaald verwerpt oneens'),
  joins: wordSet('maar en want omdat doordat terwijl hoewel zodat wanneer die als of dan'),
  contrasts: rows(`
    in plaats van
    behalve
    uitgezonderd
    liever dan`),
  whether: wordSet('of'),
  asks: wordSet('vraagt vroeg vragen vraag weten wenst wil verzoekt gevraagd'),
  yes: wordSet('ja jawel inderdaad klopt juist'),
  no: wordSet('nee neen'),
  roles: {
    caller: wordSet('beller belster client cliente klant'),
    firm: wordSet('kantoor advocatenkantoor assistent'),
  },
  titles: titles({ m: 'meneer dhr heer mijnheer', f: 'mevrouw mevr juffrouw', any: 'meester mr dokter dr' }),
  duties: wordSet('moet moeten dient'),
  others: wordSet('hij hem zij ze haar hun hen'),
  perfect: true,
  subjects: { speaker: wordSet('ik wij we'), object: wordSet('mij me ons'), other: wordSet('zij ze hij men') },
  doubleDenies: true,
  askedOf: wordSet('gevraagd verzocht geacht'),
  earlier: wordSet(''),
  requests: wordSet('graag kunt kan zou wil moet wens mag nodig'),
  passive: /\b(?:is|wordt|worden|werd|werden)\b/,
  tense: {
    past: /\b(?:ben|bent|is|zijn)\b.*\b(?:\w{0,5}ge\w{2,}(?:d|t|en)|be\w{2,}(?:d|t)|ver\w{2,}(?:d|t)|ont\w{3,}en)\b|\b(?:was|waren|werd|werden|kreeg|kregen|kwam|ging|zei|stond)\b|\b(?:heb|hebt|heeft|hebben|had|hadden)\b.*\b(?:\w{0,5}ge\w{3,}|be\w{2,}[dt]|ver\w{2,}[dt]|ont\w{2,}(?:en|d|t))\b/,
    future: /\b(?:zal|zult|zullen)\b/,
  },
  endings: endings('s e en t d de te den ten heid ing ingen er ers lijk lijke ig ige'),
  compounds: true,
  separable: [...wordSet('terug mee aan op uit in voor na af door over bij toe weg')],
  nounsHaveCapitals: false,
};
