// What the pages of moderation show: cases for whoever decides, a report for whoever sent it.
import type { Request } from 'express';
import { relativeTime } from '../../i18n/locales';
import { decidersOf, hearersOf } from './moderation.policy';
import type { ListedCase } from './moderation.queries';
import type { CaseRow, Reportable } from './moderation.tables';

export interface CaseView {
  id: string;
  state: 'open' | 'objection' | 'decided';
  kind: string;
  /** Null: closed to the reader, see `closed`. */
  href: string | null;
  /** Who can open the place. */
  closed: string;
  authors: { id: string; name: string }[];
  /** Written by people whose names stay secret. */
  unnamed: boolean;
  /** How many people reported it. */
  count: number;
  waiting: string;
  before: number;
  /** Each text once, as it was when it was reported. */
  excerpts: string[];
  /** Nobody has decided yet, and somebody may be in danger. */
  danger: boolean;
  reports: { reason: string; details: string; at: Date }[];
  decision: CaseRow['decision'];
  rule: number | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  objection: string | null;
  outcome: CaseRow['outcome'];
  outcomeReason: string | null;
  outcomeBy: string | null;
  can: { decide: boolean; hear: boolean; withdraw: boolean; mute: boolean };
  /** Why the reader cannot: a message of `moderation.queue.not`. */
  not: 'own' | 'reporter' | 'decidedIt' | 'others' | 'nobody' | '';
}

/** The name that somebody has because theirs was withdrawn, until they choose another; else null. */
export function namedBy(about: CaseRow, person: { display_name: string }): string | null {
  if (about.kind !== 'person' || about.outcome === 'reversed') return null;
  const { given } = (about.kept ?? {}) as { given?: string };
  return given === person.display_name ? given : null;
}

const stateOf = (one: CaseRow): CaseView['state'] =>
  one.decided_at === null
    ? 'open'
    : one.objected_at !== null && one.outcome === null
      ? 'objection'
      : 'decided';

export function caseView(
  req: Request,
  one: ListedCase,
  given: {
    personId: string;
    /** Where the reader finds the thing. */
    href: string | null;
    staff: { moderators: string[]; organisers: string[] };
    reportables: readonly Reportable[];
    now: Date;
  },
): CaseView {
  const { personId, staff, reportables, now } = given;
  const standing = { ...staff, authors: one.authors.map((author) => author.id), reporters: one.reporters };
  const state = stateOf(one);
  const reportable = reportables.find((kind) => kind.kind === one.kind);
  const unnamed = reportable?.unnamed === true;
  const deciders = decidersOf(standing).ids;
  const hearers = hearersOf(standing, one.decided_by);
  const can = {
    decide: state === 'open' && deciders.includes(personId),
    hear: state === 'objection' && hearers.includes(personId),
    withdraw: reportable?.withdraw !== undefined,
    mute: one.authors.length === 1,
  };
  const whyNot = (): CaseView['not'] => {
    if (state === 'decided' || can.decide || can.hear) return '';
    if (standing.authors.includes(personId)) return 'own';
    if (standing.reporters.includes(personId)) return 'reporter';
    if (state === 'objection' && one.decided_by === personId) return 'decidedIt';
    return (state === 'open' ? deciders : hearers).length > 0 ? 'others' : 'nobody';
  };
  // None for whoever wrote the thing: what a report says may tell whose it is.
  const reports = standing.authors.includes(personId) ? [] : one.reports;
  return {
    id: one.id,
    state,
    kind: req.t(`moderation.kinds.${one.kind}`),
    href: given.href,
    closed: given.href === null ? req.t(`moderation.queue.closed.${one.kind}`) : '',
    authors: unnamed ? [] : one.authors,
    unnamed: unnamed && one.authors.length > 0,
    count: one.reports.length,
    waiting: relativeTime(one.opened_at, now, req.locale),
    before: one.before,
    excerpts: [...new Set(one.reports.map((report) => report.excerpt))],
    danger: state === 'open' && reports.some((report) => report.reason === 'danger'),
    reports: reports.map((report) => ({
      reason: req.t(`moderation.reasons.${report.reason}`),
      details: report.details,
      at: new Date(report.at),
    })),
    decision: one.decision,
    rule: one.rule,
    reason: one.reason,
    decidedBy: one.decided_by_name,
    decidedAt: one.decided_at,
    objection: one.objection,
    outcome: one.outcome,
    outcomeReason: one.outcome_reason,
    outcomeBy: one.outcome_by_name,
    can,
    not: whyNot(),
  };
}
