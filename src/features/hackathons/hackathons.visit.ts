// The hackathon of a page as its visitor meets it, and pages that need not be made again: whatever a page shows
// of a hackathon has a version (page_versions), and the visit brings it with every request.
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { inBatchesOf } from '../../db/batches';
import type { Deps } from '../../deps';
import { newId } from '../../ids';
import { spokenTo } from '../../web/locale';
import { personOf, type Visit } from '../../web/request';
import { ribbonMoment } from '../../web/ribbon.view';
import type { PathPlace } from '../../web/session';
import { sendWhole } from '../../web/show';
import { noteUse } from '../accounts/accounts.actions';
import type { Facts, Phase, Role } from './hackathons.policy';
import { hackathonWithPhases } from './hackathons.queries';
import type { HackathonRow } from './hackathons.tables';
import { type AskedVisit, readVisits } from './hackathons.visit.queries';

export interface Visited {
  hackathon: HackathonRow;
  facts: Facts;
  /** Of everything pages show of this hackathon to everybody. */
  version: string;
  teamId: string | null;
  /** Unread messages in the room of that team. */
  news: number;
}

const MOST = 100;

/** Requests that come while statements are under way share the next one. */
const askVisit = inBatchesOf(
  (deps: Deps, asked: AskedVisit[]) => readVisits(deps.db, asked, deps.clock.offsetSeconds),
  MOST,
  // What is missing is empty: somebody may call a hackathon “null”.
  ({ session, place }) => [session, place.slug, place.team].join(' '),
);

export async function visitOf(deps: Deps, session: string | null, place: PathPlace): Promise<Visit> {
  const { unnoted, ...visit } = await askVisit(deps, { session, place });
  if (unnoted && visit.person) await noteUse(deps, visit.person.login_session_id);
  return visit;
}

const places = new WeakMap<Visit, Promise<Visited | null>>();

/** The hackathon of the path, read again only when it changed; null where the path names none. */
export function visited(deps: Deps, { visit }: Request): Promise<Visited | null> {
  if (!visit?.place) return Promise.resolve(null);
  const place = places.get(visit) ?? readPlace(deps, visit.place, visit.now);
  places.set(visit, place);
  return place;
}

async function readPlace(
  deps: Deps,
  { hackathonId, version, roles, teamId, news }: NonNullable<Visit['place']>,
  now: Date,
): Promise<Visited | null> {
  const found = await deps.kept.get(`hackathon ${hackathonId}`, version, () =>
    hackathonWithPhases(deps.db, hackathonId),
  );
  if (!found) return null;
  const { hackathon, phases } = found;
  const facts = { openedAt: hackathon.opened_at, phases, roles: roles as Role[], now };
  return { hackathon, facts, version, teamId, news };
}

/** How many openings and closings lie behind: what a page says of the phases only changes with this. */
export function boundariesBefore(phases: readonly Phase[], now: Date): number {
  const behind = (at: Date | null) => Number(at !== null && at <= now);
  return phases.reduce((count, { opens, closes }) => count + behind(opens) + behind(closes), 0);
}

// Pages are made differently by another version of the program.
const PROGRAM = newId();

function stampOf(req: Request, { facts, version, teamId, news }: Visited): string {
  const person = personOf(req);
  const parts = [
    ...[PROGRAM, req.url, req.locale, version],
    ...[boundariesBefore(facts.phases, facts.now), ribbonMoment(facts.phases, facts.now)],
    ...[
      person?.id,
      person?.locale,
      person?.display_name,
      person?.weave_seed,
      person?.may_found,
      person?.unread,
    ],
    ...[facts.roles.join(), teamId, news],
  ];
  return `W/"${createHash('sha1').update(parts.join('\0')).digest('base64url')}"`;
}

/** A page of a hackathon that was asked for without anything that would change it for this one time. */
const mayBeUnchanged = ({ method, url, headers }: Request): boolean =>
  method === 'GET' &&
  /^\/(hackathons|teams)\//i.test(url) &&
  !/%00|[?&]lang=/.test(url) &&
  !/\bsaid=/.test(headers.cookie ?? '');

/**
 * Answers 304 or with the page kept for visitors, where nothing it shows has changed for this reader. A stamp is
 * only ever given out by a page that shows nothing else (`stamped`), and it holds who the reader is. Stands before
 * Express, which costs more than such an answer; whatever goes wrong is left to it.
 */
export function unchangedPages(deps: Deps, visit: RequestHandler): RequestHandler {
  const answer = async (req: Request, res: Response): Promise<boolean> => {
    const place = await visited(deps, req);
    if (!place) return false;
    req.locale = spokenTo(req);
    req.stamp = stampOf(req, place);
    if (!req.headers['if-none-match']?.includes(req.stamp))
      return !personOf(req) && sendWhole(deps.kept, req, res);
    res.writeHead(304, { ETag: req.stamp, 'Cache-Control': 'private, no-cache' }).end();
    return true;
  };
  return (req, res, next) => {
    if (!mayBeUnchanged(req)) return next();
    visit(req, res, (error?: unknown) => {
      if (error) return next();
      answer(req, res).then(
        (answered) => void (answered || next()),
        () => next(),
      );
    });
  };
}
