// What the pages of teams show of suggestions; who makes them comes after this feature.
import type { Request } from 'express';
import type { Facts } from '../hackathons/hackathons.policy';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { Visited } from '../hackathons/hackathons.visit';
import type { MemberRow, TeamRow } from './teams.tables';
import type { Viewer } from './teams.view';

export interface OfTeam {
  team: TeamRow;
  hackathon: HackathonRow;
  /** Of the team, for whoever asks. */
  facts: Facts;
  members: readonly MemberRow[];
}

export interface Suggestions {
  /** For a participant without a team while teams may change: a part of the list's first page. */
  teams(req: Request, place: Visited, viewer: Viewer): Promise<Buffer>;
  /** For a member: a part of the team's page, empty where it has no free seat or teams are closed. */
  people(req: Request, given: OfTeam): Promise<string>;
}

export interface Parts extends Suggestions {
  /** For a member: teams with which theirs could become one, and offers that wait; empty where there are none. */
  mergers(req: Request, given: OfTeam): Promise<string>;
}
