import type { Found } from './fact.ts';
import { mark, number, word } from './item-at.ts';
import type { Item } from './items.ts';

const hours = new Set(['heures', 'heure', 'uur', 'uhr', 'oclock', 'o']);

function bothHalves(minutes: number): number[] {
  return minutes < 12 * 60
    ? [minutes, minutes + 12 * 60]
    : minutes < 13 * 60
      ? [minutes, minutes - 12 * 60]
      : [minutes];
}

/** "pm", "p.m." behind a time; `behind` the last of it. */
function halfOfDay(items: readonly Item[], index: number): { half: 'am' | 'pm' | null; behind: number } {
  const first = word(items, index);
  if (first === 'am' || first === 'pm') return { half: first, behind: index + 1 };
  if ((first === 'a' || first === 'p') && mark(items, index + 1) === '.' && word(items, index + 2) === 'm') {
    const behind = mark(items, index + 3) === '.' ? index + 4 : index + 3;
    return { half: first === 'a' ? 'am' : 'pm', behind };
  }
  return { half: null, behind: index };
}

function timeFact(minutes: number, half: 'am' | 'pm' | null, certain: boolean, behind: number): Found {
  const hour = Math.floor(minutes / 60);
  const past = half === 'pm' && hour < 12 ? 720 : half === 'am' && hour === 12 ? -720 : 0;
  return { fact: { kind: 'time', minutes: half !== null || certain ? [minutes + past] : bothHalves(minutes) }, behind };
}

/** `14:30`, and a word for "o'clock" behind it, which says nothing more. */
export function clockAt(items: readonly Item[], index: number, minutes: number, certain: boolean): Found {
  const { half, behind } = halfOfDay(items, index + 1);
  return timeFact(minutes, half, certain, hours.has(word(items, behind) ?? '') ? behind + 1 : behind);
}

/** "3 pm", "14 heures 30", "9 h", "14 Uhr", "neuf heures et demie" */
export function hourAt(items: readonly Item[], index: number): Found | null {
  const hour = number(items, index);
  if (
    hour === null ||
    hour.ordinal ||
    hour.value > 24 ||
    hour.value < 0 ||
    !Number.isInteger(Math.round(hour.value * 100))
  )
    return null;
  const whole = Math.floor(hour.value);
  const { half, behind } = halfOfDay(items, index + 1);
  // "2.30 pm" is half past two.
  const minute = whole === hour.value ? 0 : Number((hour.digits ?? '').slice(-2));
  if (half !== null && minute < 60) return timeFact(whole * 60 + minute, half, false, behind);
  const named = word(items, index + 1) ?? '';
  if (!Number.isInteger(hour.value) || !(hours.has(named) || named === 'h')) return null;
  // "three hours", "drie uur lang" are no times; "vingt-quatre heures" may be either.
  let at = index + 2;
  if (named === 'o') {
    if (word(items, at) !== 'clock') return null;
    at += 1;
  }
  const extra = minutesBehind(items, at);
  return timeFact(whole * 60 + extra.minutes, null, whole > 12, extra.behind);
}

function minutesBehind(items: readonly Item[], index: number): { minutes: number; behind: number } {
  const said = [0, 1, 2].map((ahead) => word(items, index + ahead));
  if (said[0] === 'et' && (said[1] === 'demi' || said[1] === 'demie')) return { minutes: 30, behind: index + 2 };
  if (said[0] === 'et' && said[1] === 'quart') return { minutes: 15, behind: index + 2 };
  if (said[0] === 'moins' && said[1] === 'le' && said[2] === 'quart') return { minutes: -15, behind: index + 3 };
  const minute = number(items, index);
  const isMinute =
    minute !== null && !minute.ordinal && [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55].includes(minute.value);
  return isMinute ? { minutes: minute.value, behind: index + 1 } : { minutes: 0, behind: index };
}

/** "half past two", "half drie", "halb drei", "kwart voor vier", "Viertel nach vier", "midi" */
export function timeInWords(items: readonly Item[], index: number): Found | null {
  const [first, second] = [word(items, index), word(items, index + 1)];
  const quarter = first === 'quarter' || first === 'kwart' || first === 'viertel';
  const half = first === 'half' || first === 'halb';
  const to = new Set(['to', 'voor', 'vor']).has(second ?? '');
  const past = new Set(['past', 'over', 'nach']).has(second ?? '');
  const hour = number(items, quarter || past ? index + 2 : index + 1);
  if (hour !== null && !hour.ordinal && Number.isInteger(hour.value) && hour.value >= 1 && hour.value <= 24) {
    const add =
      quarter && to
        ? -15
        : quarter && past
          ? 15
          : half && past
            ? 30
            : half && number(items, index + 1) === hour
              ? -30
              : null;
    if (add !== null) {
      const behind = (quarter || past ? index + 2 : index + 1) + 1;
      const ends = hours.has(word(items, behind) ?? '') ? behind + 1 : behind;
      const { half: named, behind: end } = halfOfDay(items, ends);
      return timeFact(hour.value * 60 + add, named, hour.value > 12, end);
    }
  }
  if (first === 'noon' || first === 'midi' || first === 'mittag') return timeFact(720, 'pm', true, index + 1);
  if (first === 'midnight' || first === 'minuit' || first === 'middernacht' || first === 'mitternacht')
    return timeFact(0, null, true, index + 1);
  return null;
}
