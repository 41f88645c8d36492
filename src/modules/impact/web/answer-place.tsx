import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Await } from '#ui/states.tsx';
import { answerEndpoints } from '../contract.ts';

/** An answer is read and changed in its interview: goes there. */
export default function AnswerPlace() {
  const { id } = useParams({ strict: false }) as { id: string };
  const answer = useEndpoint(answerEndpoints.get, { id });
  return (
    <Await query={answer as never}>
      {({ impactId, questionId }: { impactId: string; questionId: string }) => (
        <Go path={`/impacts/${impactId}/interview?question=${questionId}`} />
      )}
    </Await>
  );
}

function Go({ path }: { readonly path: string }) {
  const navigate = useNavigate();
  useEffect(() => void navigate({ ...orgPath(path), replace: true } as never), [navigate, path]);
  return null;
}
