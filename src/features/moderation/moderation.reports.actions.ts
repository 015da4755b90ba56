// Reporting a thing, with or without a sign-in, and reading what became of one's report.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { keyedHash, newId, sameText } from '../../ids';
import { hackathonById } from '../hackathons/hackathons.queries';
import { notify } from '../notices/notices.actions';
import type { ReportInput } from './moderation.input';
import { decidersOf, EXCERPT } from './moderation.policy';
import {
  authorsOf,
  caseById,
  holdThing,
  insertCase,
  insertReport,
  openCaseOf,
  reportById,
  reportersOf,
  sameReport,
  staffOf,
} from './moderation.queries';
import type { CaseRow, Found, Reportable, ReportRow } from './moderation.tables';

/** Whoever reports: a person, or an address without a sign-in. */
export interface Reporter {
  id: string | null;
  address: string;
}

/** NotFound for what is not there and for what this reader may not know. */
export async function findThing(
  deps: Deps,
  reportables: readonly Reportable[],
  reader: { id: string } | null,
  thing: { kind: string; id: string },
): Promise<Found> {
  const reportable = reportables.find((one) => one.kind === thing.kind);
  let found: Found | null = null;
  try {
    found = (await reportable?.find(deps, reader, thing.id)) ?? null;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  if (!found) throw new NotFound();
  return found;
}

/** Null where it is closed to the reader, or gone. */
const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error) => {
    if (error instanceof NotFound) return null;
    throw error;
  });

/** Where the reader finds what a case is about; null where it is closed to them. */
export async function placeFor(
  deps: Deps,
  reportables: readonly Reportable[],
  reader: { id: string },
  about: Pick<CaseRow, 'kind' | 'thing_id' | 'href'>,
): Promise<string | null> {
  const reportable = reportables.find((one) => one.kind === about.kind);
  return reportable?.place ? orNull(reportable.place(deps, reader, about.thing_id)) : about.href;
}

/** The way back for whoever reported, also without a sign-in; null where it is closed to them or gone. */
export async function wayBack(
  deps: Deps,
  reportables: readonly Reportable[],
  reporterId: string | null,
  about: Pick<CaseRow, 'kind' | 'thing_id' | 'href'>,
): Promise<string | null> {
  const reader = reporterId === null ? null : { id: reporterId };
  if (reader && reportables.find((one) => one.kind === about.kind)?.place)
    return placeFor(deps, reportables, reader, about);
  const thing = await orNull(findThing(deps, reportables, reader, { kind: about.kind, id: about.thing_id }));
  return thing?.href ?? null;
}

/** The link of a report that was sent without a sign-in: its id, signed. */
export const reportToken = (deps: Deps, id: string): string =>
  `${id}.${keyedHash(deps.secret, 'report', id)}`;

/**
 * The same reporter and the same thing are one report until it is decided: the second time answers with the
 * first. Without a sign-in that holds for the same words from the same address.
 */
export async function report(
  deps: Deps,
  reportables: readonly Reportable[],
  reporter: Reporter,
  input: ReportInput,
): Promise<{ id: string; place: string; made: boolean }> {
  if (reporter.id) await deps.limits.reports.count(reporter.id);
  else await deps.limits.anonymousReports.count(reporter.address);
  const found = await findThing(deps, reportables, reporter.id ? { id: reporter.id } : null, input);
  const mark = reporter.id
    ? null
    : keyedHash(deps.secret, 'report-mark', [reporter.address, input.reason, input.details].join('\0'));
  const { id, made } = await deps.db.transaction(async (trx) => {
    await holdThing(trx, input.kind, input.id);
    const known = await openCaseOf(trx, input.kind, input.id);
    const first = known && (await sameReport(trx, known.id, mark ? { mark } : { reporterId: reporter.id! }));
    if (first) return { id: first.id, made: false };
    const id = newId();
    const at = await deps.clock.now(trx);
    const caseId = known?.id ?? id;
    const { hackathonId, href } = found;
    if (!known)
      await insertCase(
        trx,
        { id, hackathon_id: hackathonId, kind: input.kind, thing_id: input.id, href, opened_at: at },
        found.authors,
      );
    await insertReport(trx, {
      id,
      case_id: caseId,
      reporter_id: reporter.id,
      mark,
      reason: input.reason,
      details: input.details,
      excerpt: found.excerpt.slice(0, EXCERPT),
      at,
    });
    // Nobody reads in the log who reported.
    await recordActivity(trx, {
      at,
      personId: null,
      act: 'report',
      subject: { kind: 'moderation_case', id: caseId },
      hackathonId,
      details: { kind: input.kind, reason: input.reason },
    });
    if (!known) await tellDeciders(deps, trx, caseId, hackathonId);
    return { id, made: true };
  });
  return { id, place: `/reports/${reporter.id ? id : reportToken(deps, id)}`, made };
}

async function tellDeciders(deps: Deps, trx: Deps['db'], caseId: string, hackathonId: string) {
  const standing = {
    ...(await staffOf(trx, hackathonId)),
    authors: await authorsOf(trx, caseId),
    reporters: (await reportersOf(trx, caseId)).map((one) => one.reporter_id),
  };
  const { slug } = (await hackathonById(trx, hackathonId))!;
  const notices = decidersOf(standing).ids.map((personId) => ({
    personId,
    kind: 'reportCame' as const,
    params: {},
    href: `/hackathons/${slug}/reports#case-${caseId}`,
    hackathonId,
  }));
  await notify(deps, trx, notices);
}

/** A report for whoever sent it: by their sign-in, or by the private link. */
export async function ownReport(
  deps: Deps,
  personId: string | null,
  given: string,
): Promise<{ report: ReportRow; about: CaseRow; link: boolean }> {
  const [id = '', signature] = given.split('.');
  const found = await reportById(deps.db, id);
  if (!found) throw new NotFound();
  const link = signature !== undefined;
  const mine = link
    ? found.reporter_id === null && sameText(given, reportToken(deps, id))
    : personId !== null && found.reporter_id === personId;
  if (!mine) throw new NotFound();
  return { report: found, about: (await caseById(deps.db, found.case_id))!, link };
}
