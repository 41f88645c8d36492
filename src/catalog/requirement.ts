type RequirementKind =
  | 'group'
  | 'clause'
  | 'objective'
  | 'control'
  | 'article'
  | 'obligation'
  | 'function'
  | 'category'
  | 'subcategory'
  | 'element'
  | 'annex';

/** One thing that a standard or law asks, in one shape for all of them. */
export type Requirement = {
  readonly framework: string;
  readonly id: string;
  /** `iso-42001:6.1.3`, the form in crosswalks and links. */
  readonly ref: string;
  readonly kind: RequirementKind;
  readonly title: string;
  /** The title with its context where it says nothing alone ("General"). */
  readonly displayTitle: string;
  readonly parent: string | null;
  readonly summary: string | null;
  readonly asks: readonly string[];
  readonly typicalEvidence: readonly string[];
  readonly documentedInformation: string | null;
  readonly advice: readonly string[];
  readonly pdca: 'plan' | 'do' | 'check' | 'act' | null;
  /** How sure we are of what the pack says here; null where it says nothing of its own. */
  readonly confidence: string | null;
};

type Given = Pick<Requirement, 'id' | 'kind' | 'title'> & Partial<Requirement>;

/** A requirement of this framework; what is not given is empty. */
export function requirementIn(framework: string): (fields: Given) => Requirement {
  return (fields) => ({
    framework,
    ref: `${framework}:${fields.id}`,
    displayTitle: fields.title,
    parent: null,
    summary: null,
    asks: [],
    typicalEvidence: [],
    documentedInformation: null,
    advice: [],
    pdca: null,
    confidence: null,
    ...fields,
  });
}
