// What the desk shows to experts of one hackathon: requests that fit them, and what changed in their teams.
import type { Request } from 'express';
import { requirePerson } from '../../web/request';
import type { Offer } from '../advising/advising.policy';
import type { AdvisedRoom } from '../advising/advising.queries';
import { advisedView, queueView } from '../advising/advising.view';
import type { QueuedHelp } from '../help/help.queries';

const REQUESTS = 3;
const TEAMS = 8;

/** `requests` as this expert may see them; more than fits stands on the pages behind the links. */
export function expertView(
  req: Request,
  slug: string,
  given: { requests: readonly QueuedHelp[]; offer: Offer; rooms: readonly AdvisedRoom[]; now: Date },
) {
  const { t, locale } = req;
  const { requests, offer, rooms, now } = given;
  const { fitting } = queueView({ t, locale, person: requirePerson(req) }, requests, offer, now);
  return {
    fitting: fitting.slice(0, REQUESTS),
    rooms: advisedView(req, rooms.slice(0, TEAMS)),
    more: rooms.length > TEAMS,
    queue: `/hackathons/${slug}/help-requests`,
    teams: `/hackathons/${slug}/rooms`,
  };
}
