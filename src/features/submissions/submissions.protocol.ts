// The canonical text of a hand-in and its hash, so that anybody can check that nothing moved since.
import { sha256 } from '../../ids';
import type { Roster, VersionRow } from './submissions.tables';

/** JSON with sorted keys and no white space: the same value is the same text everywhere. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

/** A name can be taken out of a roster without moving the hash: people stand in it by their ids. */
const nameless = ({ members, ...team }: Roster) => ({
  ...team,
  members: members.map(({ display_name: _, ...member }) => member),
});

/** What is hashed: the proposal, its files by their own hashes, the question, the people and the moment. */
export function canonicalVersion(version: Omit<VersionRow, 'id' | 'sha256' | 'handed_in_by'>): string {
  return canonicalJson({
    submission: version.submission_id,
    number: version.number,
    challenge: version.challenge_id,
    sections: version.sections,
    files: version.files,
    roster: version.names_hashed ? version.roster : nameless(version.roster),
    handed_in_at: version.handed_in_at.toISOString(),
  });
}

export function hashOfVersion(version: Omit<VersionRow, 'id' | 'sha256' | 'handed_in_by'>): string {
  return sha256(canonicalVersion(version));
}
