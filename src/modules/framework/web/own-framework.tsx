import { OrgLink } from '#ui/links.tsx';
import { PlainRecord } from '#ui/plain-register.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { ownFrameworksRegister } from './own-registers.ts';

/** One framework of the organisation's own, and the ways to its requirements and readiness. */
export default function OwnFramework() {
  return <PlainRecord register={ownFrameworksRegister} side={({ ref }) => <Ways reference={ref} />} />;
}

function Ways({ reference }: { readonly reference: string }) {
  return (
    <Aside title="What it asks">
      <p>
        <OrgLink path={`/own-requirements?framework=${reference}`}>Its requirements</OrgLink>: type them,
        paste cells, or bring in a table whose column framework says {reference}.
      </p>
      <p>
        <OrgLink path={`/frameworks/${reference}/readiness`}>What your records cover of it</OrgLink>
      </p>
    </Aside>
  );
}
