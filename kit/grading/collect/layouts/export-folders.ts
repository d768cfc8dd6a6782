/** The folder of Gradescope's export. */
export const GRADESCOPE_EXPORT = /^assignment_\d+_export/;

/** What `gh classroom clone student-repos` puts around the repositories: `lesson-01-submissions`. */
export const CLASSROOM_SUFFIX = "-submissions";

/** Whether a folder has the name of one that GitHub Classroom's command makes. */
export const isClassroomFolder = (name: string): boolean => name.endsWith(CLASSROOM_SUFFIX);
