import type { CallbackDid } from '@callbrief/relay/wire/callback';
import { clsx } from 'clsx';
import { Phone, Play } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail, CallbackSet, PersonRef } from '../../src-preload/contract/callbacks.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { RepresentedBar } from '../ui/represented-bar.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { followUpIcons, followUps } from '../ui/status-word.tsx';
import { useFormat } from '../words/format.ts';
import { titleOf } from './caller-name.tsx';
import { CallbackMenu } from './callback-menu.tsx';
import { DueBlock } from './due-block.tsx';
import { SideBlock } from './side-block.tsx';
import { WhatHappened } from './what-happened.tsx';

const statusTones = {
  ok: 'text-positive',
  for_info: 'text-text-2',
  caller_calls_back: 'text-accent-text',
  please_call_back: 'text-accent-text',
} as const;

/** Everything of the selected callback, 344 wide, and what can be done about it. */
export function CallbackSide({
  detail,
  people,
  assigning,
  letterKeys,
  now,
  dueRef,
  canRewrite,
  onAssigning,
  onRewrite,
  onEdit,
  onCall,
  onOpenCall,
  onHear,
}: {
  detail: CallbackDetail;
  people: readonly PersonRef[];
  assigning: boolean;
  letterKeys: boolean;
  now: Date;
  /** D puts the keyboard on its first choice. */
  dueRef: RefObject<HTMLDivElement | null>;
  canRewrite: boolean;
  onAssigning: (open: boolean) => void;
  onRewrite: () => void;
  onEdit: (set: CallbackSet, did?: CallbackDid | null) => void;
  onCall: (number: string) => void;
  onOpenCall: (callId: string) => void;
  onHear: (passage: NonNullable<CallbackDetail['passage']>) => void;
}) {
  const { t } = useTranslation('callbacks');
  const roles = useTranslation('roles').t;
  const format = useFormat();
  const { number, numberFormatted, matter, matterLawyer, noted, passage, closed } = detail;
  const key = (letter: string) =>
    letterKeys && (
      <span aria-hidden="true" className="ml-auto inline-flex">
        <Kbd>{letter}</Kbd>
      </span>
    );
  return (
    <aside
      aria-label={t('side.name')}
      data-pane="aside"
      className="scroll-quiet flex w-86 shrink-0 flex-col gap-2.5 border-l border-line bg-canvas px-4 pt-3.5 pb-4 max-[1160px]:w-75"
    >
      <header>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h2 className="min-w-0 text-name font-semibold wrap-anywhere">{titleOf(detail, t)}</h2>
          {detail.role && <RoleChip role={detail.role} />}
        </div>
        <p className="text-meta text-text-2">
          {matter && (
            <>
              <b className="font-semibold text-accent-text">{matter.number}</b> {matter.title}
            </>
          )}
          {matter && matterLawyer && ` · ${matterLawyer}`}
          {!matter && t('side.noMatter')}
        </p>
        <p className="text-meta text-text-2">
          {[
            detail.for && t('side.for', { name: detail.for.name }),
            detail.owner ? t('side.owner', { name: detail.owner.name }) : closed === null && t('side.nobodyYet'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      {detail.represented && <RepresentedBar by={detail.represented.by} boxed />}
      <div className="flex gap-1.5">
        <Button
          look="primary"
          size={32}
          icon={Phone}
          disabled={number === null}
          className="min-w-0 grow"
          onClick={() => number !== null && onCall(number)}
        >
          <span className="cut">
            {number === null ? t('side.noNumber') : t('side.call', { number: numberFormatted })}
          </span>
          {number !== null && letterKeys && (
            <span aria-hidden="true" className="inline-flex">
              <Kbd onAccent>C</Kbd>
            </span>
          )}
        </Button>
        <CallbackMenu
          detail={detail}
          people={people}
          open={assigning}
          onOpenChange={onAssigning}
          canRewrite={canRewrite}
          onRewrite={onRewrite}
          onEdit={onEdit}
          onOpenCall={onOpenCall}
        />
      </div>
      {closed && (
        <SideBlock title={t('side.closed')}>
          <p>
            {t(`closedWhy.${closed.why}`, { name: closed.byName ?? t('happened.somebody') })}
            {', '}
            {format.dayAndTimeWithin(closed.at, now)}
          </p>
          {detail.canReopen && (
            <p className="mt-2 flex items-center gap-2">
              <Button size={24} onClick={() => onEdit({}, 'reopened')}>
                {t('side.reopen')}
              </Button>
              <span className="text-meta text-text-2">{t('side.undo24')}</span>
            </p>
          )}
        </SideBlock>
      )}
      {(detail.reason !== '' || passage) && (
        <SideBlock
          title={
            noted
              ? t('side.reasonBy', { name: noted.byName, time: format.dayAndTimeWithin(noted.at, now) })
              : t('side.reason')
          }
        >
          <p className="selectable text-read wrap-anywhere whitespace-pre-line">{detail.reason}</p>
          {passage && (
            <button
              type="button"
              onClick={() => onHear(passage)}
              className="mt-1 -ml-1 inline-flex min-h-6 items-center gap-1.5 rounded-1 px-1 text-meta text-accent-text hover:underline"
            >
              <Icon of={Play} size={12} />
              {t('side.hear', { from: format.place(passage.fromMs), to: format.place(passage.toMs) })}
            </button>
          )}
        </SideBlock>
      )}
      <SideBlock title={t('side.status')}>
        <div role="group" aria-label={t('side.status')} className="grid gap-0.5">
          {followUps.map((one, index) => {
            // Closed by itself, the word behind it does not hold any more.
            const holds = closed === null || closed.why === 'by_hand';
            const on = holds && detail.status === one;
            return (
              <button
                key={one}
                type="button"
                aria-pressed={on}
                onClick={() => onEdit({ status: one })}
                className={clsx(
                  'flex h-7 items-center gap-2.25 rounded-2 px-1.5 text-left',
                  on ? 'bg-selected font-semibold' : 'hover:bg-hover',
                )}
              >
                <Icon of={followUpIcons[one]} className={statusTones[one]} />
                {roles(`followUp.${one}`)}
                {key(String(index + 1))}
              </button>
            );
          })}
        </div>
      </SideBlock>
      {closed === null && (
        <DueBlock key={detail.id} detail={detail} now={now} blockRef={dueRef} onDue={(set) => onEdit(set)} />
      )}
      <WhatHappened
        happened={detail.happened}
        canAct={closed === null}
        now={now}
        onDid={(did) => onEdit({}, did)}
        onOpenCall={onOpenCall}
      />
      {closed === null && <p className="text-caption text-text-3">{t('side.closesByItself')}</p>}
    </aside>
  );
}
