import { oneLine } from "../../common/one-line.ts";

/**
 * Columns by the names that platforms and people give them, in lower case and without accents. Platforms write them in the language
 * of their site.
 */
export const columns = {
  id: [
    ...[
      "id",
      "student",
      "student id",
      "student_id",
      "studentid",
      "student number",
      "username",
      "user name",
      "user",
    ],
    ...[
      "login",
      "login id",
      "sid",
      "netid",
      "id number",
      "identifier",
      "orgdefinedid",
      "org defined id",
      "student username",
    ],
    ...[
      "anmeldename",
      "benutzername",
      "kennung",
      "matrikelnummer",
      "id-nummer",
      "identifiant",
      "nom d'utilisateur",
    ],
    ...[
      "numero etudiant",
      "usuario",
      "nombre de usuario",
      "numero de id",
      "matricula",
      "nome utente",
      "matricola",
    ],
    ...["nome de usuario", "gebruikersnaam", "studentnummer", "anvandarnamn", "brukernavn", "kayttajatunnus"],
    ...["nazwa uzytkownika", "uzivatelske jmeno", "kullanici adi"],
  ],
  name: [
    ...["name", "full name", "student name", "fullname", "display name", "learner", "student display name"],
    ...[
      "vollstandiger name",
      "vollstaendiger name",
      "nom complet",
      "nombre completo",
      "nome completo",
      "nome e cognome",
    ],
    ...[
      "volledige naam",
      "naam",
      "fullstandigt namn",
      "fullt navn",
      "fulde navn",
      "koko nimi",
      "imie i nazwisko",
    ],
    ...["pelne imie i nazwisko", "cele jmeno", "tam adi", "полное имя", "氏名", "フルネーム", "姓名", "全名"],
  ],
  firstName: [
    ...[
      "first name",
      "first_name",
      "firstname",
      "given name",
      "given names",
      "forename",
      "vorname",
      "prenom",
      "nombre",
    ],
    ...["nome", "voornaam", "fornamn", "fornavn", "etunimi", "imie", "jmeno", "ad", "имя", "名"],
  ],
  lastName: [
    ...["last name", "last_name", "lastname", "surname", "family name", "nachname", "familienname", "nom"],
    ...[
      "nom de famille",
      "apellidos",
      "apellido",
      "apellido(s)",
      "cognome",
      "sobrenome",
      "achternaam",
      "efternamn",
    ],
    ...["etternavn", "efternavn", "sukunimi", "nazwisko", "prijmeni", "soyad", "фамилия", "姓"],
  ],
  email: [
    ...[
      "email",
      "email address",
      "e-mail",
      "mail",
      "e-mail address",
      "e-mail-adresse",
      "emailadresse",
      "mailadresse",
    ],
    ...[
      "adresse de courriel",
      "adresse e-mail",
      "courriel",
      "direccion de correo",
      "direccion de correo electronico",
    ],
    ...[
      "correo electronico",
      "correo",
      "indirizzo email",
      "indirizzo e-mail",
      "endereco de email",
      "endereco de e-mail",
    ],
    ...[
      "e-mailadres",
      "e-postadress",
      "e-postadresse",
      "e-mailadresse",
      "sahkoposti",
      "adres e-mail",
      "adres email",
    ],
    ...[
      "e-mailova adresa",
      "e-posta adresi",
      "адрес электронной почты",
      "メールアドレス",
      "邮箱",
      "电子邮件地址",
    ],
  ],
  /** The participant in Moodle's grading worksheet: "Participant 4711". */
  identifier: [
    ...[
      "identifier",
      "id",
      "identifiant",
      "identificador",
      "identificativo",
      "identificatie",
      "identifierare",
    ],
    ...["identifikator", "tunniste", "identyfikator", "tanimlayici", "идентификатор", "識別子", "标识符"],
  ],
  status: [
    ...["status", "statut", "estado", "stato", "stav", "tila", "durum", "состояние", "ステータス", "状态"],
  ],
  grade: [
    ...[
      "grade",
      "bewertung",
      "note",
      "calificacion",
      "valutazione",
      "nota",
      "cijfer",
      "betyg",
      "karakter",
      "arvosana",
    ],
    ...["ocena", "znamka", "not", "оценка", "評点", "成绩"],
  ],
  maximum: [
    ...[
      "maximum grade",
      "bestwertung",
      "note maximale",
      "calificacion maxima",
      "valutazione massima",
      "nota maxima",
    ],
    ...[
      "maximumcijfer",
      "hogste cijfer",
      "maximal cijfer",
      "hogsta betyg",
      "maksimal karakter",
      "maksimalna ocena",
    ],
    ...["maximalni znamka", "maksimum not", "максимальная оценка", "最大評点", "最高分"],
  ],
  role: ["role", "roles", "rolle", "rollen", "rol", "ruolo", "ruoli", "papel", "roll", "rola", "роль"],
  group: [
    "group",
    "group name",
    "group_name",
    "groups",
    "team",
    "gruppe",
    "gruppen",
    "groupe",
    "grupo",
    "gruppo",
    "groep",
  ],
} as const;

/** A column's name without case, accents and spaces around it. */
export const columnName = (name: string): string =>
  oneLine(name.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase().trim();

/** Finds the index of a column by any of several names; -1 without such a column. */
export function columnFinder(header: readonly string[]): (...names: readonly string[]) => number {
  const lower = header.map(columnName);
  return (...names) => {
    for (const name of names) {
      const at = lower.indexOf(columnName(name));
      if (at >= 0) return at;
    }
    return -1;
  };
}
