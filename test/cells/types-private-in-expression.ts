// A class expression with private members in a constant.
const Vault = class { private code = 1; #secret = 2; protected hint = 3; open() { return this.code + this.#secret + this.hint; } };
// %%
class BigVault extends Vault { open() { return super.open() * 10; } }
// %%
const answer = () => [new Vault().open(), new BigVault().open()];
// expect: [6, 60]
