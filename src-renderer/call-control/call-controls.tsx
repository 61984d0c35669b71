import type { CallAction } from '@callbrief/relay/wire/control';
import { clsx } from 'clsx';
import { Grid3x3, MicOff, Pause, PhoneForwarded, PhoneOff, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallControl } from '../../src-preload/contract.ts';
import { BusyLabel } from '../ui/busy-label.tsx';
import { Icon } from '../ui/icon.tsx';
import { ActOutcome } from './act-outcome.tsx';
import { ControlButton } from './control-button.tsx';
import { controlLetters, type ControlName } from './control-letters.ts';
import { Keypad } from './keypad.tsx';
import { usePress } from './use-press.ts';
import { TransferPanel } from './transfer-panel.tsx';
import { useCallActs } from './use-call-acts.ts';

type Panel = 'transfer' | 'keypad';

export interface CallControlsProps {
  callId: string;
  /** null: the call is over or not mine any more; only a reason that is not read yet is left to show. */
  control: CallControl | null;
  /** The popup's row: an icon over a short word. */
  compact?: boolean;
  /** Puts the keyboard into the panel that was opened; the popup may not do that by itself. */
  focusField?: ((field: HTMLElement) => void) | undefined;
  /** What stands around an open panel may make room for it. */
  onPanel?: (open: boolean) => void;
}

/** Hold, mute, transfer, keypad, hang up: what the provider can do to this call, and how it ended. */
export function CallControls({ callId, control, compact = false, focusField, onPanel }: CallControlsProps) {
  const { t } = useTranslation('control');
  const { last, isPending, perform, dismiss } = useCallActs(callId);
  const [panel, setPanel] = useState<Panel | null>(null);
  const names = useRef(new Map<string, string>());
  const root = useRef<HTMLElement>(null);
  const transferField = useRef<HTMLInputElement>(null);
  const shownPanel = control === null ? null : panel;

  const show = (next: Panel | null) => {
    if (next === null && panel !== null)
      root.current?.querySelector<HTMLElement>(`[aria-keyshortcuts="${controlLetters[panel]}"]`)?.focus();
    setPanel(next);
  };
  useEffect(() => {
    onPanel?.(shownPanel !== null);
    if (shownPanel === null || focusField === undefined) return;
    const field =
      shownPanel === 'transfer' ? transferField.current : root.current?.querySelector<HTMLElement>('[data-keypad]');
    if (field) focusField(field);
    // Only when it opens: the functions of the window around are new with every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shownPanel]);
  // Given to a colleague: the panel has done its work. A refusal leaves it open, with what was chosen.
  const transferred = last?.act.action === 'transfer' && last.answer.result === 'done';
  useEffect(() => {
    if (transferred) setPanel(null);
  }, [transferred]);

  const busy = (action: CallAction['action']) => isPending(action);
  const toggle = (which: Panel) => show(panel === which ? null : which);
  const can = control?.can;
  const on = { hold: control?.onHold === true, mute: control?.muted === true };
  const buttons: (ControlProps | false | undefined)[] = [
    can?.hold && {
      name: 'hold',
      icon: Pause,
      pressed: on.hold,
      busy: busy('hold'),
      busyWords: on.hold ? [t('hold.busyOff'), t('hold.busy')] : [t('hold.busy'), t('hold.busyOff')],
      onPress: () => perform({ action: 'hold', on: !on.hold }),
    },
    can?.mute && {
      name: 'mute',
      icon: MicOff,
      pressed: on.mute,
      busy: busy('mute'),
      busyWords: on.mute ? [t('mute.busyOff'), t('mute.busy')] : [t('mute.busy'), t('mute.busyOff')],
      onPress: () => perform({ action: 'mute', on: !on.mute }),
    },
    can?.transfer && {
      name: 'transfer',
      icon: PhoneForwarded,
      expanded: shownPanel === 'transfer',
      busy: busy('transfer'),
      busyWords: [t('transfer.busy')],
      onPress: () => toggle('transfer'),
    },
    can?.digits && {
      name: 'keypad',
      icon: Grid3x3,
      expanded: shownPanel === 'keypad',
      // Sending a tone stops nobody from pressing the next one.
      busy: false,
      busyWords: [t('keypad.label')],
      onPress: () => toggle('keypad'),
    },
    can?.hangUp && {
      name: 'hang_up',
      icon: PhoneOff,
      busy: busy('hang_up'),
      busyWords: [t('hang_up.busy')],
      onPress: () => perform({ action: 'hang_up' }),
    },
  ];
  const shown = buttons.filter((one) => typeof one === 'object');
  const Control = compact ? Tile : BarButton;
  return (
    <section ref={root} aria-label={t('name')} className="flex min-w-0 flex-col gap-2">
      {shown.length > 0 && (
        <div
          role="toolbar"
          aria-label={t('name')}
          className={compact ? 'grid auto-cols-fr grid-flow-col gap-1' : 'flex flex-wrap items-center gap-1.5'}
        >
          {shown.map((one) => (
            <Control key={one.name} {...one} />
          ))}
        </div>
      )}
      {shownPanel === 'transfer' && (
        <TransferPanel
          attended={can?.attendedTransfer === true}
          busy={busy('transfer')}
          compact={compact}
          fieldRef={transferField}
          onTransfer={(to, name, attended) => {
            names.current.set(to, name);
            perform({ action: 'transfer', to, attended });
          }}
          onClose={() => show(null)}
        />
      )}
      {shownPanel === 'keypad' && (
        <Keypad
          compact={compact}
          onDigit={(digits) => perform({ action: 'digits', digits })}
          onClose={() => show(null)}
        />
      )}
      <ActOutcome last={last} nameOf={(number) => names.current.get(number) ?? number} onDismiss={dismiss} />
    </section>
  );
}

interface ControlProps {
  name: ControlName;
  icon: LucideIcon;
  /** A switch: on hold, muted. */
  pressed?: boolean;
  /** Opens a panel. */
  expanded?: boolean;
  busy: boolean;
  /** What it says while it works stands first. */
  busyWords: readonly [string, ...string[]];
  onPress: () => void;
}

function BarButton({ name, icon, pressed, expanded, busy, busyWords, onPress }: ControlProps) {
  const { t } = useTranslation('control');
  return (
    <ControlButton
      {...(pressed === undefined ? {} : { on: pressed })}
      busy={busy}
      aria-busy={busy || undefined}
      aria-expanded={expanded}
      aria-keyshortcuts={controlLetters[name]}
      onPress={onPress}
      className={clsx(expanded && 'bg-pressed!', name === 'hang_up' && 'ml-auto')}
    >
      <BusyLabel icon={icon} words={t(`${name}.label`)} busyWords={busyWords} busy={busy} />
    </ControlButton>
  );
}

/** A fifth of the popup's width; words wrap rather than being cut. */
function Tile({ name, icon, pressed, expanded, busy, busyWords, onPress }: ControlProps) {
  const { t } = useTranslation('control');
  const press = usePress<HTMLButtonElement>(busy ? () => undefined : onPress);
  const word: ReactNode = busy ? busyWords[0] : t(`short.${name}`);
  return (
    <button
      type="button"
      {...press}
      aria-label={busy ? busyWords[0] : t(`${name}.label`)}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={controlLetters[name]}
      className={clsx(
        'flex min-h-11 min-w-0 cursor-default flex-col items-center justify-start gap-0.75 rounded-2 border px-0.5 pt-1.25 pb-1 text-caption leading-[1.1] font-medium',
        pressed || expanded
          ? 'border-accent-line bg-selected text-accent-text'
          : 'border-line-2 bg-surface text-text shadow-1 hover:bg-hover active:bg-pressed',
      )}
    >
      <Icon of={icon} size={14} className={pressed || expanded ? undefined : 'text-text-2'} />
      <span className="max-w-full text-center hyphens-manual">{word}</span>
    </button>
  );
}
