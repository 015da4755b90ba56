// Ready values of the page that says who reads what.
import type { HandedIn } from '../submissions/submissions.queries';
import { type SheetState, sheetState } from './jury.policy';
import type { SheetLine } from './jury.readers.queries';

interface Named {
  id: string;
  display_name: string;
}

/** Who reads what, how far they are, and what is missing. No score comes near this. */
export function assignmentView(given: {
  submissions: readonly HandedIn[];
  jurors: readonly Named[];
  lines: readonly SheetLine[];
  /** Pairs as `juror team`. */
  conflicts: ReadonlyMap<string, string>;
  /** Pairs as `juror challenge`, warned about only. */
  owners: ReadonlySet<string>;
  over: boolean;
  each: number;
}) {
  const { submissions, jurors, lines, conflicts, owners, over, each } = given;
  const rows = submissions.map((submission) => {
    const readers = lines
      .filter((line) => line.submission_id === submission.id)
      .map((line) => {
        const barred = conflicts.get(`${line.juror_id} ${submission.team_id}`);
        const state: SheetState = barred ? 'conflict' : sheetState(line, over);
        return {
          id: line.id,
          juror: line.juror,
          state,
          kind: barred ?? 'declared',
          owner: owners.has(`${line.juror_id} ${submission.challenge_id}`),
          empty: !line.begun && !line.handed_in_at && !line.conflict_at,
        };
      });
    const counted = readers.filter((reader) => reader.state !== 'conflict').length;
    const taken = new Set(
      lines.filter((line) => line.submission_id === submission.id).map((l) => l.juror_id),
    );
    return {
      id: submission.id,
      team: submission.team,
      readers,
      counted,
      missing: Math.max(0, each - counted),
      conflicted: readers.length - counted,
      free: jurors.filter(
        (juror) => !taken.has(juror.id) && !conflicts.has(`${juror.id} ${submission.team_id}`),
      ),
      barred: jurors.filter(
        (juror) => conflicts.has(`${juror.id} ${submission.team_id}`) && !taken.has(juror.id),
      ),
    };
  });
  const people = jurors.map((juror) => {
    const own = lines.filter((line) => line.juror_id === juror.id && !line.conflict_at);
    const done = own.filter((line) => line.handed_in_at).length;
    return { name: juror.display_name, sheets: own.length, done };
  });
  return { rows, people, short: rows.filter((row) => row.missing > 0) };
}
