import { Ban, Copy, Ellipsis, PhoneIncoming, PhoneOff, PhoneOutgoing, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ActAnswer } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { useSurroundings } from './popup-context.ts';
import { ToolButton } from './tool-button.tsx';
import { useClickGuard } from './use-click-guard.ts';
import { useWords } from './use-words.ts';

const menuRole = { role: 'menu' };

/** What else can be done with the call and its number. Inside the card: a window as small as this has no room beside it. */
export function MoreMenu(props: {
  callId: string;
  hasNumber: boolean;
  canBlock: boolean;
  /** Where the row of buttons has no room for it. */
  onCallBackLater?: (() => void) | undefined;
  /** The receptionist takes leave of the caller: asked twice, because the call is over then. */
  onEnd?: (() => void) | undefined;
}) {
  const { callId, hasNumber, canBlock, onCallBackLater, onEnd } = props;
  const { actions, setHold } = useSurroundings();
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [sure, setSure] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const [outcome, setOutcome] = useState('');
  const menu = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    setHold('pinned', open);
    if (!open) return undefined;
    menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && anchor.current?.contains(event.target) !== true) close();
    };
    window.addEventListener('pointerdown', away);
    return () => window.removeEventListener('pointerdown', away);
  }, [open, setHold]);

  function close() {
    setOpen(false);
    setSure(false);
    setEnding(false);
  }
  const block = () => {
    if (!sure) return setSure(true);
    void actions.block(callId).then((answer: ActAnswer) => {
      setOutcome(answer.result === 'done' ? t('blocked') : t('not_done'));
      setSure(false);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at + items.length - 1) % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span ref={anchor} className="relative flex">
      <ToolButton
        icon={Ellipsis}
        label={t('more')}
        letter="M"
        expanded={open}
        onPress={() => (open ? close() : setOpen(true))}
      />
      {open && (
        <div className="absolute top-7 right-0 z-10 min-w-52 rounded-3 border border-line bg-raised p-1 text-ui font-normal text-text shadow-2">
          <div {...menuRole} ref={menu} aria-label={t('more')}>
            {onCallBackLater && (
              <Item
                onKeyDown={onKeyDown}
                icon={PhoneOutgoing}
                label={t('call_back_later')}
                onPress={() => {
                  onCallBackLater();
                  close();
                }}
              />
            )}
            <Item
              onKeyDown={onKeyDown}
              icon={PhoneIncoming}
              label={t('open_call')}
              onPress={() => actions.open(callId)}
            />
            {hasNumber && (
              <Item
                onKeyDown={onKeyDown}
                icon={Copy}
                label={t('copy_number')}
                onPress={() => {
                  actions.copyNumber(callId);
                  setOutcome(t('copied'));
                }}
              />
            )}
            {canBlock && hasNumber && (
              <Item
                onKeyDown={onKeyDown}
                icon={Ban}
                label={sure ? t('block_now') : t('block_number')}
                onPress={block}
              />
            )}
            {onEnd && (
              <Item
                onKeyDown={onKeyDown}
                icon={PhoneOff}
                label={isEnding ? t('agent:end_now') : t('agent:end_ask')}
                onPress={() => {
                  if (!isEnding) return setEnding(true);
                  onEnd();
                  close();
                }}
              />
            )}
          </div>
          {isEnding && (
            <p role="status" className="max-w-52 px-2 py-1 text-meta whitespace-normal text-text-2">
              {t('agent:end_sure')}
            </p>
          )}
          <output className={outcome === '' ? 'sr-only' : 'block px-2 py-1 text-meta text-text-2'}>{outcome}</output>
        </div>
      )}
    </span>
  );
}

interface ItemProps {
  icon: LucideIcon;
  label: string;
  onPress: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Item({ icon, label, onPress, onKeyDown }: ItemProps) {
  const guard = useClickGuard<HTMLButtonElement>(onPress);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      {...guard}
      className="flex h-8 w-full cursor-default items-center gap-2 rounded-1 px-2 text-left whitespace-nowrap hover:bg-hover focus:bg-hover"
    >
      <Icon of={icon} size={14} />
      {label}
    </button>
  );
}
