/** Questions in SQL from users: run in the store's sandbox, shown as text, JSON or CSV. */
@NullMarked
package dev.sonde.engine.sql;

import org.jspecify.annotations.NullMarked;
