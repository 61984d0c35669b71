import { wordSet } from '../fold.ts';
import { alike, endings, numbered, opposites, phrases, rows, titles, units, type Lexicon } from './lexicon.ts';

export const english: Lexicon = {
  months: numbered(
    'january jan, february feb, march, april apr, may, june jun, july jul, august aug, september sept sep, october oct, november nov, december dec',
    1,
  ),
  weekdays: numbered('sunday, monday, tuesday, wednesday, thursday, friday, saturday', 0),
  relative: phrases(`
    the day after tomorrow | day after tomorrow = +2
    the day before yesterday = -2
    tomorrow = +1
    today = 0
    tonight = evening
    yesterday = -1
    next week = next week
    next month = next month
    next year = next year
    last week = last week
    last month = last month
    last year = last year
    this week = this week
    this month = this month
    the end of the month | end of the month = end of month
    a fortnight = 14 days
    next = next
    this = this
    last = last
    morning = morning
    afternoon = afternoon
    evening = evening
    night = night
    immediately | at once | right away = now`),
  units: units(`
    day: day days
    week: week weeks
    month: month months
    year: year years
    hour: hour hours
    minute: minute minutes
    percent: percent %
    GBP: pound pounds £ gbp quid
    EUR: euro euros € eur
    USD: dollar dollars $ usd
    CHF: franc francs chf`),
  before: wordSet('before by until till'),
  after: wordSet('after from since'),
  from: wordSet('from'),
  to: wordSet('to'),
  stop: wordSet(`a an the this that these those and or but if then than so as at by for from in into of off on onto out over to up
    with within about above below under between through during against after before until till since because while where when
    who whom whose which what why how i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
    am is are was were be been being have has had having do does did doing will would shall should can could may might must need needs
    ll ve re s t d m not no nor never any some all both each every other another such own same too very just also only again once
    there here now still yet already there's herself himself themselves myself yourself anything something nothing everything
    one instead rather whether well yes honestly quite really please thanks thank her's let lets got get gets mr ms mrs miss dr sir
    per via least most more less much many lot bit kindly regarding concerning however therefore since both etc going`),
  glue: wordSet(`scheduled planned takes place dated somebody someone back caller callers caller's client clients customer person lady gentleman woman man people firm office assistant receptionist team lawyer
    says say said saying states stated state tells told tell explains explained explain mentions mentioned mention reports reported report indicates
    indicated adds added add notes noted note asks asked ask asking wants wanted want wishes wish requests requested request would like expects expected
    according call calls calling called phone phoned conversation question questions matter case subject available reached reach possible
    regards relation number address email mobile contact contacts contacting new opposing party parties following reference file inform informed
    calls call gives gave provides provided named name concerns situation details asap wonders put handle handles handled handling advises advised recommends recommended`),
  alike: alike(`
    pay* paid
    send* sent email* emails mail* forward* post*
    receive* received get got gotten obtain*
    sign* signature
    settle* settlement agreement deal
    accept* agree* refus* reject* declin* disagree* disput* contest* happy true deny denies denied
    hearing* court trial
    mov* postpon* reschedul* adjourn* shift*
    letter* document* correspondence paper*
    copy copies
    free available reach* reachable
    upset* distress* annoy* anger* angry
    worr* concern* anxious
    unfair unjust
    help* assist*
    handl* deal* responsible charge
    tell inform* told confirm*
    loss losses damage*
    solicitor* lawyer* attorney* counsel
    urgent* urgency emergency
    bring brought
    bank account* accounts
    verif* check*
    written writing
    tomorrow
    appointment* meeting* slot see
    find finds found consider* think* thought feel* felt believ*
    allow* entitle*
    buy bought purchas*
    sell sold sale
    start* begin* began begun
    stop* end ended ending finish* cease*
    dismiss* fire* fired sacked
    know knows knew known`),
  opposites: opposites(`
    buy buys bought buying / sell sells sold selling
    increase increased rise rose higher / decrease decreased fell lower reduced
    win won wins / lose lost loses
    tenant / landlord
    employer / employee
    plaintiff claimant / defendant
    more / less fewer
    morning / afternoon evening
    open opened / closed close
    early earlier / late later
    first / last second
    husband / wife
    son / daughter
    father / mother
    brother / sister
    always / never
    before / after
    least minimum / most maximum
    ago / in
    incoming / outgoing
    start starts started / stop stops stopped`),
  negators: wordSet('not never no none nothing nobody neither nor without cannot cant wont dont doesnt didnt unable'),
  refusals:
    wordSet(`refuse refuses refused refusing reject rejects rejected decline declines declined disagree disagrees disagreed
    dispute disputes disputed contests contest contested denies deny denied unavailable unreachable unhappy unsigned unpaid`),
  joins: wordSet('but and because although though while whereas since so which who unless however when if whether'),
  contrasts: rows(`
    instead of
    rather than
    except
    apart from
    other than
    excluding`),
  whether: wordSet('whether if'),
  asks: wordSet(`ask asks asked asking wonder wonders question questions whether know inquire inquires enquires request requests requested
    wants would`),
  yes: wordSet('yes yeah yep correct exactly right indeed sure certainly'),
  no: wordSet('no nope'),
  roles: { caller: wordSet('caller client customer'), firm: wordSet('firm office assistant receptionist') },
  titles: titles({ m: 'mr mister sir', f: 'ms mrs miss madam', any: 'dr prof professor judge' }),
  duties: wordSet('must should ought'),
  subjects: { speaker: wordSet('i we'), object: wordSet('me us'), other: wordSet('they he she') },
  doubleDenies: true,
  askedOf: wordSet('asked requested expected supposed'),
  others: wordSet('they them their he him his she her it its those these who'),
  perfect: false,
  earlier: wordSet('before'),
  requests: wordSet('please could can would want need like'),
  passive: /\b(?:is|was|were|are|be|been|being)\b/,
  tense: {
    past: /\b(?:has|have|had|hasn|haven|hadn|ve|did|didn)(?: (?:t|not|already|never|just|also|since))* (?!to\b)\w{3,}|\bwas\b|\bwere\b/,
    future: /\b(?:will|ll|shall|going to|wo t|won t)\b/,
  },
  endings: endings('s es ed ing ly er ers ment ments ation ations ion ions e al able d y ies ied'),
  compounds: false,
  separable: [],
  nounsHaveCapitals: false,
};
