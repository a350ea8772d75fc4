/** The challenge's tasks, put together from the steps. */
package org.example.petct.task;
