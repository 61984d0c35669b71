import { clsx } from 'clsx';
import {
  ArrowLeft,
  CircleCheck,
  CircleDot,
  CloudUpload,
  Coins,
  Ellipsis,
  FolderCheck,
  FolderOpen,
  Hand,
  ListChecks,
  Lock,
  Pencil,
  Phone,
  StickyNote,
  Trash2,
  TriangleAlert,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../src-preload/contract/matters.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { menuContent, menuItem } from '../ui/menu-item.ts';
import { useFormat } from '../words/format.ts';
import { daysUntil, describeDeadline } from './describe-deadline.ts';
import { deadlineIcons } from './deadline-icons.ts';

const MOST_DEADLINES = 2;

/** Which matter, who works on it, what is next, and what to know before a word is said. 76 high. */
export function MatterHeader({ view, now, onCall }: { view: MatterView; now: Date; onCall: (number: string) => void }) {
  const { t, i18n } = useTranslation('matters');
  const format = useFormat();
  const { matters } = useStores();
  const { responsible, team, flags, restrictedTo } = view;
  const who = [responsible?.shortName, ...team.map(({ name }) => name)].filter(Boolean).join(', ');
  return (
    <header data-pane="header" className="grid shrink-0 gap-1.5 border-b border-line px-5 pt-3.25 pb-3">
      <div className="flex min-w-0 items-start gap-2">
        <IconButton
          icon={ArrowLeft}
          label={t('back')}
          shortcut="Esc"
          className="-ml-2.5"
          onClick={() => matters.open(null)}
        />
        <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="selectable text-name font-semibold tracking-[-0.01em] text-accent-text">{view.number}</span>
          <h1 className="selectable text-name font-semibold tracking-[-0.01em] wrap-anywhere">{view.title}</h1>
          {view.area !== null && view.area !== '' && <Chip>{view.area}</Chip>}
          {view.status === 'open' ? (
            <Chip tone="positive" icon={CircleDot}>
              {t('status.open')}
            </Chip>
          ) : (
            <Chip icon={CircleCheck}>{t('status.closed')}</Chip>
          )}
        </div>
        <span className="ml-auto flex shrink-0 flex-wrap justify-end gap-1.5">
          <Button icon={StickyNote} aria-keyshortcuts="N" onClick={() => matters.ask({ kind: 'note' })}>
            {t('note')}
          </Button>
          <Button icon={ListChecks} aria-keyshortcuts="T" onClick={() => matters.ask({ kind: 'task' })}>
            {t('task')}
          </Button>
          <CallClient view={view} onCall={onCall} />
          <MoreMenu view={view} />
        </span>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-meta text-text-2">
        {who !== '' && (
          <Fact icon={UserRound}>
            <span className="sr-only">{t('responsible')}</span> {who}
          </Fact>
        )}
        {view.next.slice(0, MOST_DEADLINES).map((deadline) => (
          <Fact
            key={deadline.id}
            icon={deadlineIcons[deadline.kind]}
            tone={daysUntil(deadline.at, now) <= 1 ? 'font-medium text-caution-text' : undefined}
          >
            {describeDeadline(deadline, now, { t, format, language: i18n.language })}
          </Fact>
        ))}
        {view.represented && (
          <Fact icon={Hand} tone="text-critical-text">
            {t('represented')}
          </Fact>
        )}
        {flags.conflictUnresolved && (
          <Fact icon={TriangleAlert} tone="font-medium text-critical-text">
            {t('conflict')}
          </Fact>
        )}
        {flags.unpaidProvision && (
          <Fact icon={Coins} tone="text-caution-text">
            {t('unpaid')}
          </Fact>
        )}
        {restrictedTo !== null && <Fact icon={Lock}>{t('restricted', { names: restrictedTo.join(', ') })}</Fact>}
        {view.waiting && <Fact icon={CloudUpload}>{t('waiting')}</Fact>}
      </div>
    </header>
  );
}

function Fact({ icon, tone, children }: { icon: LucideIcon; tone?: string | undefined; children: ReactNode }) {
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-1.25', tone)}>
      <Icon of={icon} size={14} />
      <span className="min-w-0">{children}</span>
    </span>
  );
}

/** One client with one number is called at once (after asking); of several the person chooses. */
function CallClient({ view, onCall }: { view: MatterView; onCall: (number: string) => void }) {
  const { t } = useTranslation('matters');
  const numbers = view.parties
    .filter(({ role }) => role === 'client')
    .flatMap(({ name, numbers: own }) => own.map((one) => ({ ...one, name: name ?? one.formatted })));
  const [only, another] = numbers;
  if (only === undefined)
    return (
      <Button look="primary" icon={Phone} disabled title={t('noClientNumber')}>
        {t('callClient')}
      </Button>
    );
  if (another === undefined)
    return (
      <Button look="primary" icon={Phone} aria-keyshortcuts="C" onClick={() => onCall(only.number)}>
        {t('callClient')}
      </Button>
    );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button look="primary" icon={Phone} aria-keyshortcuts="C">
          {t('callClient')}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={menuContent}>
          {numbers.map(({ number, formatted, name }) => (
            <DropdownMenu.Item key={`${name} ${number}`} className={menuItem} onSelect={() => onCall(number)}>
              <Icon of={Phone} size={14} />
              <span className="grow">{name}</span>
              <span className="text-meta text-text-2">{formatted}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MoreMenu({ view }: { view: MatterView }) {
  const { t } = useTranslation('matters');
  const { matters, bridge } = useStores();
  const isOpen = view.status === 'open';
  const setStatus = () =>
    void bridge
      .request('matters:save', { matterId: view.id, isNew: false, set: { status: isOpen ? 'closed' : 'open' } })
      .catch(() => undefined);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button icon={Ellipsis} square aria-label={t('more')} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={menuContent}>
          <DropdownMenu.Item className={menuItem} onSelect={() => matters.ask({ kind: 'matter', matterId: view.id })}>
            <Icon of={Pencil} size={14} />
            {t('edit')}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={menuItem}
            disabled={view.may.edit === 'parties_and_deadlines'}
            onSelect={setStatus}
          >
            <Icon of={isOpen ? FolderCheck : FolderOpen} size={14} />
            {isOpen ? t('close') : t('reopen')}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            className={menuItem}
            disabled={!view.may.remove}
            onSelect={() =>
              matters.ask({ kind: 'remove_matter', matterId: view.id, title: `${view.number} ${view.title}` })
            }
          >
            <Icon of={Trash2} size={14} />
            {t('remove')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
