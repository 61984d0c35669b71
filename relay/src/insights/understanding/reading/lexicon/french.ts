import { wordSet } from '../fold.ts';
import { alike, endings, numbered, opposites, phrases, rows, titles, units, type Lexicon } from './lexicon.ts';

export const french: Lexicon = {
  months: numbered(
    'janvier janv, fevrier fevr, mars, avril avr, mai, juin, juillet juil, aout, septembre sept, octobre oct, novembre nov, decembre dec',
    1,
  ),
  weekdays: numbered('dimanche, lundi, mardi, mercredi, jeudi, vendredi, samedi', 0),
  relative: phrases(`
    après demain = +2
    avant hier = -2
    demain = +1
    aujourd hui = 0
    ce soir = evening
    hier = -1
    la semaine prochaine | semaine prochaine = next week
    le mois prochain | mois prochain = next month
    l année prochaine | année prochaine | l an prochain = next year
    la semaine dernière | semaine dernière | semaine passée = last week
    le mois dernier | mois dernier | mois passé = last month
    l année dernière | année dernière = last year
    cette semaine = this week
    ce mois ci = this month
    la fin du mois | fin du mois = end of month
    une quinzaine = 14 days
    prochain | prochaine = next
    dernier | dernière = last
    matin | matinée = morning
    après midi = afternoon
    soir | soirée = evening
    nuit = night
    immédiatement | tout de suite = now`),
  units: units(`
    day: jour jours
    week: semaine semaines
    month: mois
    year: an ans annee annees
    hour: heure heures
    minute: minute minutes
    percent: % pourcent
    GBP: livre livres £ gbp
    EUR: euro euros € eur
    USD: dollar dollars $ usd
    CHF: franc francs chf`),
  before: wordSet('avant jusqu'),
  after: wordSet('apres des depuis partir'),
  from: wordSet('du de'),
  to: wordSet('au a'),
  stop: wordSet(`un une le la les l de du des d au aux a à et ou mais donc or ni car que qu qui quoi dont où ou ce cet cette ces c ça cela se s
    je j me m moi mon ma mes nous notre nos vous votre vos tu te t toi ton ta tes il elle ils elles lui leur leurs on y en son sa ses eux
    suis es est sommes etes sont etais etait etaient sera serai seront serait ete etre ai as avons avez ont avait avaient aura aurait avoir eu
    dois doit doivent devra peut peux peuvent pourra pourrait pouvez fait fais faire va vais vont aller faut
    ne n pas plus jamais rien aucun aucune sans non oui si dans par pour sur sous avec chez vers entre contre pendant depuis avant apres des devant derriere
    jusque jusqu comme quand lorsque tres trop bien aussi encore deja tout toute tous toutes meme autre autres quel quelle quels quelles
    votre merci madame monsieur maitre me mme mlle absolument vraiment ecoutez afin selon ainsi puis alors lors celui celle ceux
    parce puisque plutot lieu sauf hormis moins peu beaucoup ici la-bas qu'elle qu'il auquel laquelle lequel en ci`),
  glue: wordSet(`survenu survenue fixe fixée prévu prévue lieu daté datée cliente client appelante appelant appelante interlocutrice interlocuteur personne dame cabinet etude bureau assistant assistante standard equipe avocat
    avocate dit declare explique precise indique mentionne signale ajoute note demande souhaite veut voudrait desire appelle appel appels appelee rappelle
    sujet propos concernant question questions affaire dossier demander savoir numero adresse mail email joignable joint contact nouvelle nouveau
    partie adverse selon remis notamment situation concerne possible reclame reclamee reference souhaiterait informe coordonnees s'appelle nom veut conseille recommande`),
  alike: alike(`
    payer paye* paie* paiement* verser verse verses versement*
    envoyer envoi* envoy* enverr* transmet* transmis* adress* renvoy*
    recu* obten*
    signer sign*
    accord accept* accepte* contest* refus* rejet* vrai vraie
    audience* tribunal
    reporter report* deplac* repouss*
    lettre* courrier* document* commandement*
    remettre remis* signifi*
    inquiet* inquiete* preoccup*
    humili*
    occupe* occup* gere* charge* traite*
    confirm* 
    marche demarche*
    ecrit* ecrite*
    virement* virer
    rappel* rappeler rappelle*
    continuer continu* poursui*
    loyer* 
    cout* montant* prix tarif*
    magasin* boutique* commerce* commerc*
    expuls*
    urgent* urgence*
    vend* vente*
    achet* achat*
    rendez rencontr* recevoir recoi* recevra
    besoin necessaire`),
  opposites: opposites(`
    augmente augmentation hausse / baisse diminue diminution
    gagne gagné / perd perdu
    locataire / bailleur proprietaire
    employeur / employe salarie
    demandeur / defendeur
    plus / moins
    matin / apres-midi soir
    ouvert / ferme
    premier premiere / dernier derniere second
    mari epoux / femme epouse
    fils / fille
    pere / mere
    frere / soeur
    toujours / jamais
    avant / après
    vendre vend vendu / acheter achete`),
  negators: wordSet('pas jamais rien aucun aucune sans ni non'),
  refusals:
    wordSet(`refuse refusent refuser refusé refusée conteste contester contesté contestée rejette rejeté injoignable indisponible impayé impayée
    dément nie`),
  joins: wordSet('mais et car parce puisque alors tandis bien lorsque quand qui dont si'),
  contrasts: rows(`
    au lieu
    plutot que
    sauf
    hormis
    excepte
    a l exception`),
  whether: wordSet('si est-ce'),
  asks: wordSet('demande demandent demander demandé question questions savoir si souhaite voudrait veut'),
  yes: wordSet('oui effectivement exactement absolument si'),
  no: wordSet('non'),
  roles: {
    caller: wordSet('cliente client appelante appelant interlocutrice interlocuteur'),
    firm: wordSet('cabinet etude bureau assistant assistante'),
  },
  titles: titles({ m: 'monsieur mr m', f: 'madame mme mademoiselle mlle', any: 'maitre me docteur dr' }),
  duties: wordSet('doit doivent devrait devra faut'),
  others: wordSet('il elle ils elles lui leur eux cela'),
  perfect: true,
  subjects: { speaker: wordSet('je j'), object: wordSet('me m'), other: wordSet('ils elles elle on') },
  doubleDenies: false,
  askedOf: wordSet('prié priée invité invitée chargé'),
  earlier: wordSet('avant'),
  requests: wordSet('pouvez pourriez faut besoin veux voudrais souhaite dois plait'),
  passive: /\b(?:est|etre|ete|sont|sera|etait)\b/,
  tense: {
    past: /\b(?:est|sont|suis)(?: (?:pas|deja))* \w{3,}(?:e|ee|es|ees|i|ie|u|ue)\b|\b\w{2,}(?:ait|aient|ais)\b|\b(?:ai|as|a|avons|avez|ont|avait|avaient)(?: (?:t|il|elle|on|je|nous|vous|ils|elles|pas|deja|bien|tout|toujours|jamais|rien|encore))* \w+(?:e|ee|es|ees|i|ie|is|it|u|ue|us)\b/,
    future: /\b(?!serai|aurai)\w+(?:rai|ras|ra|rons|rez|ront)\b|\b(?:vais|va|vont) \w+(?:er|ir|re)\b/,
  },
  endings: endings(
    's e es ee ees er ez ent ant ante ants antes ait aient ai a ra rai ront rons erai era eront ion ions ation ations ement ements eux euse euses if ive ives ie ies i is it iste ables able el elle elles al ale aux',
  ),
  compounds: false,
  separable: [],
  nounsHaveCapitals: false,
};
