import type { FollowUp } from '@callbrief/relay/wire/call';
import { Ban, Clock, FolderInput, Headset, History, Lock, Phone, PhoneCall } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import { TalkWords } from '../agent-live/live-talks.tsx';
import { CallTags } from '../after-call/call-tags.tsx';
import { NumberMenu } from '../dialling/number-menu.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { LanguageChip } from '../ui/language-chip.tsx';
import { MatterLink } from '../matters/matter-link.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { StatusMenu } from '../ui/status-menu.tsx';
import { useFormat } from '../words/format.ts';
import { describeOutcome } from './describe-outcome.ts';

/** What the firm's providers can do with a number. */
export interface NumberActs {
  sms: boolean;
  block: boolean;
}

/** Who, for which matter, what happened, and the word behind it: 98 high. */
export function CallHeader({
  call,
  talk,
  now,
  statusMenuOpen,
  onStatusMenu,
  onFollowUp,
  can,
  menuItems,
  onCall,
  onSms,
  onBlock,
  knownTags,
  onTags,
  refiling,
  onRefile,
}: {
  call: CallDetail;
  /** The AI receptionist speaks on it now. */
  talk: AgentTalk | null;
  now: Date;
  statusMenuOpen: boolean;
  onStatusMenu: (open: boolean) => void;
  onFollowUp: (followUp: FollowUp | null) => void;
  can: NumberActs;
  /** Of the call itself, before what can be done with its number. */
  menuItems?: ReactNode;
  onCall: (number: string) => void;
  onSms: (number: string) => void;
  onBlock: (number: string, formatted: string, block: boolean) => void;
  /** What the firm uses. */
  knownTags: readonly string[];
  onTags: (tags: string[]) => void;
  /** It is filed, and somebody looks for where it belongs. */
  refiling: boolean;
  onRefile: (on: boolean) => void;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const { icon, iconTone, words, urgent } = describeOutcome(call, t, format, now);
  const answered = describeAnswer(call);
  const seconds = call.answeredAfterSeconds;
  const { matter, matterLawyer, organisation, titleIsNumber, number, numberFormatted } = call;
  const control = useTranslation('control').t;
  const insights = useTranslation('insights').t;
  const matching = useTranslation('matching').t;
  return (
    <header className="grid shrink-0 gap-1.25 border-b border-line px-5 pt-3.25 pb-2.75">
      <div className="flex min-w-0 items-start gap-2">
        <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <h2 className="selectable max-w-full text-name font-semibold tracking-[-0.01em] wrap-anywhere">
            {call.title ?? t('row.withheld')}
          </h2>
          {call.role && <RoleChip role={call.role} />}
          {call.languages.map((language) => (
            <LanguageChip key={language} language={language} />
          ))}
          {call.blocked && (
            <Chip tone="caution" icon={Ban}>
              {control('blocked')}
            </Chip>
          )}
          {call.recordings.some(({ legalHold }) => legalHold) && (
            <span title={insights('hold.chipWhy')}>
              <Chip icon={Lock}>{insights('hold.chip')}</Chip>
            </span>
          )}
        </div>
        <span className="ml-auto flex shrink-0 flex-wrap justify-end gap-1.5">
          <StatusMenu
            followUp={call.followUp}
            open={statusMenuOpen}
            onOpenChange={onStatusMenu}
            onChoose={onFollowUp}
          />
          {number !== null && (
            <Button icon={Phone} aria-keyshortcuts="C" onClick={() => onCall(number)}>
              {control('dial.call')}
            </Button>
          )}
          <NumberMenu
            first={menuItems}
            blocked={can.block && number !== null ? call.blocked : null}
            {...(can.sms && number !== null && { onSms: () => onSms(number) })}
            onBlock={(block) => number !== null && onBlock(number, numberFormatted ?? number, block)}
          />
        </span>
      </div>
      <div className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1">
        <p className="selectable flex min-h-5 min-w-0 flex-wrap items-center gap-x-1.5 text-meta text-text-2">
          {matter && <MatterLink matter={matter} {...(call.matterId !== undefined && { matterId: call.matterId })} />}
          {!matter && <span className="text-text-3">{t('detail.noMatter')}</span>}
          {matter && (
            <IconButton
              size={24}
              icon={FolderInput}
              label={matching('file_elsewhere')}
              shortcut="W"
              aria-keyshortcuts="W"
              aria-expanded={refiling}
              className="-my-0.5"
              onClick={() => onRefile(!refiling)}
            />
          )}
          <Facts
            facts={[
              matterLawyer,
              organisation === call.title ? null : organisation,
              titleIsNumber ? null : numberFormatted,
            ]}
          />
        </p>
        <CallTags tags={call.tags} providerTags={call.added.tags} known={knownTags} onChange={onTags} />
      </div>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3.5 text-meta text-text-2">
        <span>{format.dayAndTime(call.startedAt, now)}</span>
        {talk !== null ? (
          <span className="inline-flex items-center gap-1.25">
            <Icon of={Headset} size={14} className="text-accent-text" />
            <TalkWords talk={talk} />
          </span>
        ) : answered && seconds !== null ? (
          <span className="inline-flex items-center gap-1.25 text-positive-text">
            <Icon of={PhoneCall} size={14} className="text-positive" />
            {answered.you
              ? t('detail.answeredByYouAfter', { seconds })
              : t('detail.answeredByAfter', { name: answered.name, seconds })}
          </span>
        ) : (
          <span className={`inline-flex items-center gap-1.25 ${urgent ? 'font-medium text-critical-text' : ''}`}>
            <Icon of={icon} size={14} className={iconTone} />
            {words}
          </span>
        )}
        {call.durationSeconds !== null && call.durationSeconds > 0 && (
          <span className="inline-flex items-center gap-1.25">
            <Icon of={Clock} size={14} />
            {format.duration(call.durationSeconds)}
          </span>
        )}
        {call.lineName && <span>{call.lineName}</span>}
      </p>
      {call.healed && (
        <p className="flex items-start gap-1.25 text-meta text-text-3">
          <Icon of={History} size={14} className="mt-px" />
          {t('detail.added.healed')}
        </p>
      )}
    </header>
  );
}

/** An incoming call that somebody, known by name, took. */
function describeAnswer(call: CallDetail): { you: boolean; name: string } | null {
  if (call.direction !== 'inbound' || (call.outcome !== 'answered' && call.outcome !== 'talking')) return null;
  if (call.answeredByMe) return { you: true, name: call.answeredByName ?? '' };
  return call.answeredByName ? { you: false, name: call.answeredByName } : null;
}

/** Facts of one line, each with a dot before it: the matter stands in front. */
function Facts({ facts }: { facts: readonly (string | null)[] }) {
  const known = [...new Set(facts.filter((fact) => fact !== null && fact !== ''))];
  return known.map((fact) => (
    <Fragment key={fact}>
      <span className="text-text-3">·</span>
      <span>{fact}</span>
    </Fragment>
  ));
}
