export { courseSecrets } from "./course-secrets.ts";
export { findLeaks, type Leak } from "./find-leaks.ts";
export { readableText } from "./readable-text.ts";
export { type Secret, secretsIn, squeeze } from "./secret.ts";
