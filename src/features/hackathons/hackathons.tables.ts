// Rows of hackathons, their phases and roles.
import type { Localized } from '../../i18n/locales';
import type { PhaseKey, Role } from './hackathons.policy';

/** Who runs it, who pays, who decides; what was not filled in is missing. */
export interface About {
  run_by?: string;
  contact?: string;
  decided_by?: Localized;
  funder?: string;
  disclaimer?: Localized;
  emblem_alt?: Localized;
}

/** The emblem of the funder, without its bytes: their version and size in pixels. */
export interface Emblem {
  version: string;
  width: number;
  height: number;
}

/** The phase with which the public vote closes. It opens with judging. */
export const VOTE_ENDS = ['judging', 'deliberation'] as const;
export type VoteEnd = (typeof VOTE_ENDS)[number];

export interface HackathonRow {
  id: string;
  slug: string;
  title: Localized;
  in_short: Localized;
  zone: string;
  languages: string[];
  template: string;
  starts_on: string;
  seats_min: number;
  seats_max: number;
  age_min: number;
  age_max: number;
  weave_seed: string;
  founded_by: string;
  founded_at: Date;
  opened_at: Date | null;
  opened_by: string | null;
  version: number;
  about: About;
  emblem: Emblem | null;
  /** Null: the public does not vote. */
  public_vote: VoteEnd | null;
}

export interface PhaseRow {
  key: PhaseKey;
  opens_at: Date;
  closes_at: Date | null;
}

export interface RoleRow {
  id: string;
  hackathon_id: string;
  person_id: string;
  role: Role;
  organisation: string | null;
  subject: string | null;
  languages: string[];
  granted_at: Date;
}

export interface PhaseChangeRow {
  id: string;
  hackathon_id: string;
  phase: PhaseKey;
  old_opens_at: Date;
  old_closes_at: Date | null;
  new_opens_at: Date;
  new_closes_at: Date | null;
  reason: string;
  by_id: string;
  at: Date;
}

/** Either to a role or to a team. */
export interface InvitationRow {
  id: string;
  hackathon_id: string;
  team_id: string | null;
  role: Exclude<Role, 'participant'> | null;
  organisation: string | null;
  subject: string | null;
  uses_max: number;
  uses: number;
  expires_at: Date;
  made_by: string;
  made_at: Date;
  revoked_at: Date | null;
  revoked_by: string | null;
  /** Of the short code; null for links to a role, and for those made before there were codes. */
  code_hash: string | null;
}
