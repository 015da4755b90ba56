// Rows of hackathons, their phases and roles.
import type { Localized } from '../../i18n/locales';
import type { PhaseKey, Role } from './hackathons.policy';

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
