// Where recordings live. Nothing in here can be read from the internet without a key or an identity.

param location string
param name string
param reader string   // principal id of the applications' identity

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${replace(name, '-', '')}${uniqueString(resourceGroup().id)}', 24)
  location: location
  kind: 'StorageV2'
  // Three copies in three buildings of one region: recordings do not leave the country.
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // A deleted recording must be gone when LessonLens says so: seven days for mistakes, no more.
    deleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

// Made ready for the Azure blob store, which comes with a later version of LessonLens.
resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'recordings'
  properties: { publicAccess: 'None' }
}

// Until then the folder of recordings is this share, which web and worker both see.
resource files 'Microsoft.Storage/storageAccounts/fileServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: files
  name: 'recordings'
  properties: { shareQuota: 1024 }   // GiB: about 500 lessons of an hour
}

// "Storage Blob Data Contributor", by its id that is the same in every Azure.
var contributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource mayUseBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(container.id, reader, contributor)
  scope: container
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', contributor)
    principalId: reader
    principalType: 'ServicePrincipal'
  }
}

output account string = account.name
output share string = share.name
