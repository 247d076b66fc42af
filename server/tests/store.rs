use crate::support::Office;
use schemas::ids::PersonId;
use server::accounts::Scope;
use server::store::{self, Error, Store, Tx};

fn person(n: usize) -> store::person::Person {
    store::person::Person {
        id: format!("p{n}").parse().unwrap(),
        name: format!("Người {n}"),
        position: String::new(),
        organisation: None,
    }
}

fn exists(store: &Store, id: &str) -> bool {
    let id: PersonId = id.parse().unwrap();
    store.read_blocking(|reader| store::person::named(reader, &id)).unwrap().is_some()
}

#[rocket::async_test]
async fn writes_made_at_the_same_time_are_all_kept() {
    let office = Office::new();
    let writes = (0..500).map(|n| {
        let store = office.store.clone();
        rocket::tokio::spawn(
            async move { store.write(move |tx| store::person::put(tx, &person(n), 0)).await },
        )
    });
    for write in writes.collect::<Vec<_>>() {
        assert!(write.await.unwrap().unwrap());
    }
    // Another opening of the same file sees what was committed, and nothing else.
    let again = Store::open(office.folder.path()).unwrap();
    assert!((0..500).all(|n| exists(&again, &format!("p{n}"))));
}

#[rocket::async_test]
async fn a_job_that_fails_or_panics_takes_back_its_own_work_only() {
    let office = Office::new();
    let run = |n: usize| {
        let store = office.store.clone();
        let job = move |tx: &Tx| {
            store::person::put(tx, &person(n), 0)?;
            match n % 3 {
                0 => Ok(()),
                1 => Err(Error::Incomplete("success")),
                _ => panic!("a job of the tests panics"),
            }
        };
        rocket::tokio::spawn(async move { store.write(job).await })
    };
    for (n, job) in (0..30).map(run).collect::<Vec<_>>().into_iter().enumerate() {
        let kept = match job.await.unwrap() {
            Ok(()) => n % 3 == 0,
            Err(Error::Incomplete(_)) => n % 3 == 1,
            Err(Error::JobPanicked) => n % 3 == 2,
            Err(other) => panic!("{other}"),
        };
        assert!(kept, "job {n}");
        assert_eq!(exists(&office.store, &format!("p{n}")), n % 3 == 0, "job {n}");
    }
}

#[test]
fn a_restored_database_holds_everything_and_begins_a_new_epoch() {
    let office = Office::with_campaign();
    let copy = office.folder.path().join("copy.sqlite");
    store::backup::save(office.folder.path(), &copy).unwrap();
    assert!(store::backup::save(office.folder.path(), &copy).is_err(), "a copy is never overwritten");
    let other = tempfile::tempdir().unwrap();
    let epoch = schemas::ids::Epoch([7; 16]);
    let restored = store::backup::restore(other.path(), &copy, epoch).unwrap();
    assert_eq!(restored.read_blocking(store::meta::epoch).unwrap(), Some(epoch));
    let campaigns = |store: &Store| {
        store.read_blocking(|reader| store::campaign::list(reader, &Scope::operator())).unwrap()
    };
    assert_eq!(campaigns(&restored), campaigns(&office.store));
}
