/**
 * By hand, for every requirement of ISO/IEC 42001: the parts that no register of this version covers. With such a
 * part the machine says at most "partly there" (spine.md section 7). Where no check reads anything at all, the
 * sentence names what will judge it; an empty list says that the registers cover the whole of it. The authors' reading; reviewed whenever a register is added.
 */
export const uncovered: Readonly<Record<string, readonly string[]>> = {
  '4.1': [
    'Outside and inside issues, and whether climate change is one of them: no register of issues exists yet.',
  ],
  '4.2': ['No register of interested parties and their requirements exists yet.'],
  '4.3': [
    'Units, sites and activities inside the boundary, and the written scope that is open to those who need it: no register of scope statements exists yet.',
  ],
  '4.4': [
    'The processes of the management system and how they feed each other: no register of processes exists yet.',
  ],
  '5.1': [
    'What top management does beyond committing to the plan: AI policy and objectives, requirements in normal business processes, support of people: no register of it exists yet.',
  ],
  '5.2': ['No register of policies exists yet, so the AI policy and its approval are not seen.'],
  '5.3': [
    'Duties and authorities beyond the roles held here, and whether people know and accept them: no register of responsibilities exists yet.',
  ],
  '6.1.1': [
    'Whether issues and the needs of interested parties led to the risks and opportunities: those registers do not exist yet.',
    'Whether the actions had the effect that was wanted: nobody records that verification yet.',
  ],
  '6.1.2': [
    'The written method with its approval and its tie to policy and objectives: no register of documents exists yet.',
  ],
  '6.1.3': [
    'The written description of how treatment works, and showing the controls to interested parties where fitting: no register of documents exists yet.',
  ],
  '6.1.4': [
    'The written process of impact assessment beside its criteria and screening rules: no register of documents exists yet.',
    'Whether results were made known to interested parties where that fits: the interview asks who gets them, nothing sees that they did.',
  ],
  '6.2': ['No register of AI objectives exists yet.'],
  '6.3': [
    'Changes of the management system that nobody wrote down: only changes of AI systems are recognised from the records.',
  ],
  '7.1': [
    'Resources after the plan is carried out, and whether they keep pace with the use of AI: no register of resources exists yet; the plan names those of the way there.',
  ],
  '7.2': ['No register of competences and their proof exists yet.'],
  '7.3': ['No register of awareness exists yet: who was reached, with what, and when.'],
  '7.4': ['No register of planned communication exists yet.'],
  '7.5.1': ['No list exists yet that ties each document the standard asks for to its place.'],
  '7.5.2': [
    'Identification, format, review and approval of documents before release: no register of documents exists yet.',
  ],
  '7.5.3': [
    'Access, distribution, retention and disposal, and documents from outside: no register of documents exists yet.',
  ],
  '8.1': [
    'Criteria for the operating processes: no register of operations exists yet.',
    'How outside processes, products and services are controlled: the register of suppliers says who supplies what, not how it is controlled.',
  ],
  '8.2': [
    'Whether a significant change brings risks that nobody wrote down yet: it calls for the risks that exist, and cannot see those that do not.',
  ],
  '8.3': [
    'Whether somebody verified the effect of a finished treatment: the register keeps the reported outcome only.',
  ],
  // Screening, approval, review dates, significant changes and what was decided are all read by checks.
  '8.4': [],
  '9.1': [
    'Monitoring of the management system itself and of its objectives: the register of monitors covers what AI systems put out only.',
  ],
  '9.2.1': ['No register of internal audits exists yet.'],
  '9.2.2': ['No register of the audit programme exists yet.'],
  '9.3.1': ['No register of management reviews exists yet.'],
  '9.3.2': ['No register of management reviews exists yet, so their inputs are not seen.'],
  '9.3.3': ['No register of management reviews exists yet, so their decisions are not seen.'],
  '10.1': [
    'Whether the management system as a whole gets better over time by its own measures: no register of objectives and reviews exists yet.',
  ],
  '10.2': [
    'Whether every audit finding and every incident that calls for it became a nonconformity: no register of audits or incidents exists yet.',
  ],

  'A.2.2': ['The AI policy itself: no register of policies exists yet.'],
  'A.2.3': ['The comparison of AI rules with other policies: no register of policies exists yet.'],
  'A.2.4': ['When the AI policy was reviewed, and what reopened it: no register of policies exists yet.'],
  'A.3.2': ['Who does and who decides what for every AI task: no register of responsibilities exists yet.'],
  'A.3.3': ['The way to speak up, and what came of it: no register of concerns exists yet.'],
  'A.4.2': [
    'Resources of AI work that belongs to no single AI system: the register lists those of each system.',
  ],
  // The register says of every data set whence, for what, about whom, what it holds and who answers; checks read it all.
  'A.4.3': [],
  'A.4.4': [],
  'A.4.5': [],
  'A.4.6': ['Who has the skills and how they were gained: no register of competences exists yet.'],
  'A.5.2': [
    'The written process with its roles beside criteria, screening rules and review intervals: no register of documents exists yet.',
  ],
  'A.5.3': [
    'Whether records are kept as long as the assessment says: it names the time, nothing watches it yet.',
  ],
  // Every category is assessed for both kinds of party, or says why there is nothing, before anything is approved.
  'A.5.4': [],
  'A.5.5': [],
  'A.6.1.2': [
    'Objectives of responsible development and the steps that secure them: no register of AI objectives exists yet.',
  ],
  'A.6.1.3': [
    'The written way of building AI beyond the gates, its roles and stop rules: no register of processes exists yet.',
  ],
  'A.6.2.2': [
    'What a material enhancement must do, apart from the system as it is now: the record of requirements speaks of the whole system.',
  ],
  'A.6.2.3': [],
  'A.6.2.4': [],
  'A.6.2.5': [],
  'A.6.2.6': [
    'Whether repairs and support are done as planned: the plan is a record, and significant changes and what a system puts out are watched.',
  ],
  'A.6.2.7': [
    'Technical facts for authorities and partners: they are put together from the records when somebody asks, with their gaps, and nobody judges them; users and affected people have the system card.',
  ],
  'A.6.2.8': [],
  'A.7.2': [
    'The written processes for data work and who keeps them: the register shows per data set the legal basis, time limits, measures and what was withdrawn.',
  ],
  'A.7.3': [],
  'A.7.4': [],
  'A.7.5': [
    'The written process for recording provenance: its results, the origin and derivation of each data set, are seen.',
  ],
  'A.7.6': [
    'Criteria for choosing a preparation that hold for every data set: the register keeps the reason of each step.',
  ],
  'A.8.2': [
    'Whether the card reached those who use the system and are affected by it: its publication is seen, not who read it.',
  ],
  'A.8.3': [
    'The door for outsiders who notice harm, and what came in: no register of reports from outside exists yet.',
  ],
  'A.8.4': ['Who is told what after an incident, and when: no register of incidents exists yet.'],
  'A.8.5': [
    'Promises and legal duties to inform others, and whether they were met: no register of planned communication exists yet.',
  ],
  'A.9.2': [
    'The written rules for using AI, the training of those who use it, and uses that nobody declared: only requests, declarations and their answers are a register yet.',
  ],
  'A.9.3': ['Goals that users must not trade for convenience: no register of AI objectives exists yet.'],
  'A.9.4': [
    'Whether real use stays within the intended use: the inventory keeps the intended use, and monitors say what a system puts out, not what people use it for.',
  ],
  'A.10.2': ['Who handles what along the value chain: no register of shared responsibilities exists yet.'],
  'A.10.3': [
    'How suppliers are judged and followed up: the register says who supplies what, not how they were judged.',
  ],
  'A.10.4': ["Customers' needs, limits and worries: no register of interested parties exists yet."],
};
